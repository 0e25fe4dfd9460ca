// Texts that were worded for Discord, as plain text: moments and channels are written out, and no markup is left.
import type { Locale } from '../locale.ts';
import { DAY_AND_TIME } from '../report/times.ts';

export interface Reader {
  readonly locale: Locale;
  readonly timeZone: string;
  /** A channel's name without "#"; null where the viewer may not know it. */
  readonly channel: (id: string) => string | null;
}

/** "Mon 5 Jan 14:05" in the order of the language. */
export function momentIn(at: number, { locale, timeZone }: Pick<Reader, 'locale' | 'timeZone'>): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...DAY_AND_TIME, timeZone }).format(
    at,
  );
}

/** `now`: milliseconds since 1970. */
export function plainText(text: string, reader: Reader, now: number): string {
  return text
    .replace(/<t:(\d+):(\w)>/g, (_, seconds: string, style: string) =>
      style === 'R'
        ? agoOf(Number(seconds) * 1000, now, reader.locale)
        : momentIn(Number(seconds) * 1000, reader),
    )
    .replace(/<#(\d+)>/g, (_, id: string) => `#${reader.channel(id) ?? '…'}`)
    .replace(/<@[!&]?\d+>/g, '@…')
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/\[([^\]]*)\]\(https:\/\/[^)\s]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
    .replace(/\\([\\*_~`|[\]()<>#-])/g, '$1');
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function agoOf(at: number, now: number, locale: Locale): string {
  const [unit, length] = UNITS.find(([, ms]) => Math.abs(now - at) >= ms) ?? (['minute', 60_000] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    Math.round((at - now) / length),
    unit,
  );
}
