// The language and time zone of a chart's readers, and how moments are labelled.
import type { Locale } from '../../locale.ts';
import type { Counts } from '../../mood/counts.ts';

export interface Reader {
  readonly locale: Locale;
  readonly timeZone: string;
}

/** A stretch of time and what was counted in it. */
export interface Slice {
  /** Start, milliseconds since 1970. */
  readonly at: number;
  readonly counts: Counts;
}

/** Labels that stand side by side on a phone. */
const MOST_TICKS = 6;

/** "14:00", or "10/13" in the order of the language. */
export function namer(locale: Locale, timeZone: string, isDays: boolean): (at: number) => string {
  const format = new Intl.DateTimeFormat(
    locale,
    isDays
      ? { timeZone, month: 'numeric', day: 'numeric' }
      : { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  );
  return (at) => format.format(at);
}

/** "10/13 14:00" in the order of the language. */
export function momentNamer(locale: Locale, timeZone: string): (at: number) => string {
  const [day, time] = [namer(locale, timeZone, true), namer(locale, timeZone, false)];
  return (at) => `${day(at)} ${time(at)}`;
}

/** The label of each slice; empty where labels would stand too close. */
export function ticksOf(slices: readonly Pick<Slice, 'at'>[], name: (at: number) => string): string[] {
  const step = Math.ceil(slices.length / MOST_TICKS);
  return slices.map(({ at }, index) => (index % step === 0 ? name(at) : ''));
}
