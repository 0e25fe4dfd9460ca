// What is asked of the mood view, read from the address: the server, the time, the channels, the time zone, the language.
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { channelId, snowflake, type ChannelId } from '../ids.ts';
import { LOCALES, localeFor, type Locale } from '../locale.ts';
import { lastHours, type Span } from '../mood/span.ts';
import { DAY, HOUR, QUARTER } from '../mood/window.ts';
import { ViewRefusal } from './errors.ts';

export const PERIODS = ['hour', 'day', 'week', 'quarter'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** Hours of each period, and the length of a slice of its chart in milliseconds. */
const LENGTHS: Readonly<Record<PeriodName, { readonly hours: number; readonly stepMs: number }>> = {
  hour: { hours: 1, stepMs: QUARTER },
  day: { hours: 24, stepMs: HOUR },
  week: { hours: 7 * 24, stepMs: 3 * HOUR },
  quarter: { hours: 90 * 24, stepMs: DAY },
};

const MOST_CHANNELS = 100;

const question = z.object({
  guild: snowflake.optional(),
  period: z.enum(PERIODS).default('day'),
  channels: z
    .string()
    .max(21 * MOST_CHANNELS)
    .transform((text) => text.split(',').filter((id) => id !== ''))
    .pipe(z.array(channelId).max(MOST_CHANNELS))
    .default([]),
  zone: z
    .string()
    .max(60)
    .refine((zone) => IANAZone.isValidZone(zone))
    .optional(),
  lang: z.string().max(20).optional(),
});

export interface Question {
  /** Undefined: the first server that the viewer shares with the bot. */
  readonly guild: string | undefined;
  readonly period: PeriodName;
  /** None: all that the viewer may see. */
  readonly channels: readonly ChannelId[];
  /** Undefined: the server's. */
  readonly zone: string | undefined;
  readonly locale: Locale;
}

/** `accepted`: the languages that the browser asks for. Throws ViewRefusal (400), which names the part that cannot be read. */
export function questionIn(query: Readonly<Record<string, string>>, accepted: string | undefined): Question {
  const parsed = question.safeParse(query);
  if (!parsed.success) {
    const what = parsed.error.issues[0]?.path[0];
    throw new ViewRefusal(
      400,
      `"${String(what)}" in the address cannot be read: remove it, or choose on the page.`,
    );
  }
  const { guild, period, channels, zone, lang } = parsed.data;
  return { guild, period, channels, zone, locale: localeIn(lang, accepted) };
}

/** The language to answer in where the rest of the address may be unreadable. */
export const localeIn = (lang: string | undefined, accepted: string | undefined): Locale =>
  localeOf(lang ?? accepted ?? 'en');

/** "zh-Hant-TW,zh;q=0.9" → zh-TW */
function localeOf(accepted: string): Locale {
  const [first = 'en'] = accepted.split(/[,;]/);
  return LOCALES.find((locale) => locale === first) ?? localeFor(first);
}

export const spanOfPeriod = (period: PeriodName, now: number): Span => lastHours(LENGTHS[period].hours, now);

export const stepOf = (period: PeriodName): number => LENGTHS[period].stepMs;
