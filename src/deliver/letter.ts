// A letter: one event as it leaves Discord, with names for channels and nobody mentioned. It waits in the outbox as JSON.
import { z } from 'zod';
import { LOCALES, type Locale } from '../locale.ts';
import { rounded } from '../mood/rounded.ts';
import { EVENT_KINDS, type DeliveryEvent } from './event.ts';
import { plainText, type WriteTime } from './markup.ts';

const markup = z.string();

export const letter = z.object({
  kind: z.enum([...EVENT_KINDS, 'test']),
  /** The event's key. */
  event: z.string(),
  guild: z.object({ id: z.string(), name: z.string() }),
  /** When it happened, milliseconds since 1970. */
  at: z.number(),
  locale: z.enum(LOCALES),
  timeZone: z.string(),
  /** A line above the blocks; may be empty. */
  content: markup,
  blocks: z.array(
    z.object({
      title: markup,
      url: z.string().nullable(),
      /** 0xRRGGBB */
      colour: z.number(),
      text: markup,
      fields: z.array(z.object({ name: markup, value: markup, inline: z.boolean() })),
      footer: z.string(),
    }),
  ),
  facts: z.unknown(),
});

/** Texts keep Discord's markup: bold, links, moments of time. */
export type Letter = z.infer<typeof letter>;

export interface Names {
  readonly guild: string;
  /** The locale and the time zone (IANA) of the server. */
  readonly locale: Locale;
  readonly timeZone: string;
  /** A channel's name without "#"; null where it is not known. */
  readonly channel: (id: string) => string | null;
  /** The page of the local server that takes the place of Discord, e.g. http://127.0.0.1:7860; null: Discord itself. */
  readonly page: string | null;
}

export function letterOf(event: DeliveryEvent, names: Names): Letter {
  const named = (text: string | undefined) => relinked(withNames(text ?? '', names.channel), names.page);
  return {
    kind: event.kind,
    event: event.key,
    guild: { id: event.guildId, name: names.guild },
    at: event.at,
    locale: names.locale,
    timeZone: names.timeZone,
    content: named(event.message.content),
    blocks: event.message.embeds.map(({ title, url, color, description, fields, footer }) => ({
      title: named(title),
      url: url ?? null,
      colour: color ?? 0,
      text: named(description),
      fields: (fields ?? []).map(({ name, value, inline }) => ({
        name: named(name),
        value: named(value),
        inline: inline ?? false,
      })),
      footer: footer?.text ?? '',
    })),
    facts: rounded(event.facts),
  };
}

/** The finding: the title of the first block, else the line above it; in one line. */
export function titleOf(letter: Letter): string {
  const text =
    plainText(letter.blocks[0]?.title ?? '', timeIn(letter)) || plainText(letter.content, timeIn(letter));
  return text.replace(/\s+/gu, ' ').trim();
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
};
const FULL: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };

/** Outside Discord a moment is written in the server's language and time zone; "3 minutes ago" would soon be wrong. */
export function timeIn({ locale, timeZone }: Pick<Letter, 'locale' | 'timeZone'>): WriteTime {
  return (at, style) => {
    if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return '';
    return new Intl.DateTimeFormat(locale, { timeZone, ...(STYLES[style] ?? FULL) }).format(at);
  };
}

/** A link of the bot's own to a channel or to one of its messages. */
const JUMP = /\]\(https:\/\/discord\.com\/channels\/\d+\/(\d+(?:\/\d+)?)\)/gu;

const relinked = (text: string, page: string | null) =>
  page === null ? text : text.replace(JUMP, (_, place: string) => `](${page}/#${place})`);

function withNames(text: string, channel: Names['channel']): string {
  return text
    .replace(/<@[!&]?\d+> ?/gu, '')
    .replace(/<#(\d+)>/gu, (_, id: string) => `#${escaped(channel(id) ?? id)}`);
}

const escaped = (name: string) => name.replace(/[\\*_~`|[\]()<>]/gu, String.raw`\$&`);
