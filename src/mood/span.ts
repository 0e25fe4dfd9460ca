// The span of time that a card covers, the one that it is compared with, and what the comparison says.
import type { Counts } from './counts.ts';
import { isEnough } from './level.ts';
import { changeOf, type Change } from './mood.ts';
import { HOUR, QUARTER, quarterOf, type Window } from './window.ts';

/** Whole quarter-hours, as buckets are. The last one of `window` may not be over yet. */
export interface Span {
  readonly window: Window;
  /** Just before; as long as the part of `window` that is over. */
  readonly previous: Window;
}

/** The last so many hours up to now, with the quarter-hour that is not over; and as many hours before. */
export function lastHours(hours: number, now: number): Span {
  return spanOf({ from: now - hours * HOUR, to: now + 1 }, now);
}

/** The quarter-hours that hold a window, and as many before as are over by `now`: at least one. */
export function spanOf({ from, to }: Window, now: number): Span {
  const window = { from: quarterOf(from), to: quarterOf(to - 1) + QUARTER };
  const past = quarterOf(covered(window, now).to) - window.from;
  return { window, previous: { from: window.from - Math.max(QUARTER, past), to: window.from } };
}

/** What a window covers at a moment: no card names a time that has not come yet. */
export function covered({ from, to }: Window, now: number): Window {
  return { from, to: Math.max(from, Math.min(to, now)) };
}

export const hoursIn = ({ from, to }: Window): number => (to - from) / HOUR;

/** What was counted, and in how many hours. */
export interface Counted {
  readonly counts: Counts;
  readonly hours: number;
}

/** How the mood changed, for every card that compares; null where either side has too few messages to say. */
export function comparisonOf(now: Counted, before: Counted): Change | null {
  if (!isEnough(now.counts) || !isEnough(before.counts)) return null;
  const hours = { now: Math.max(1, now.hours), before: Math.max(1, before.hours) };
  return changeOf(now.counts, before.counts, hours);
}
