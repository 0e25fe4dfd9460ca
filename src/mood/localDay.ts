// Local calendar days. They have 23, 24 or 25 hours and start at midnight, or where the clock jumps over midnight.
import { IANAZone } from 'luxon';
import { lastHours } from './span.ts';
import { DAY, HOUR, MINUTE, type Window } from './window.ts';

/** Days since 1970-01-01 by the local calendar. */
export type LocalDay = number;

/** Minutes east of UTC. */
export type OffsetAt = (at: number) => number;

/** Asks the zone twice a day at most, but on days on which clocks change: views ask for thousands of moments. */
export function offsets(timeZone: string): OffsetAt {
  const zone = IANAZone.create(timeZone);
  const known = new Map<number, number>();
  const atStartOf = (day: number) => {
    const found = known.get(day) ?? zone.offset(day * DAY);
    known.set(day, found);
    return found;
  };
  return (at) => {
    const day = Math.floor(at / DAY);
    const offset = atStartOf(day);
    // No zone changes its clocks forth and back within a day.
    return offset === atStartOf(day + 1) ? offset : zone.offset(at);
  };
}

/** The first moment at which the local date is this day or a later one. */
export function startOf(day: LocalDay, offsetAt: OffsetAt): number {
  const midnight = day * DAY;
  const before = offsetAt(midnight - DAY);
  const after = offsetAt(midnight + DAY);
  let at = midnight - Math.max(before, after) * MINUTE;
  if (before === after) return at;
  while (at + offsetAt(at) * MINUTE < midnight) at += MINUTE;
  return at;
}

/** The day that holds a moment. Where clocks go back over midnight, the moment stays in the new day. */
export function dayOf(at: number, offsetAt: OffsetAt): LocalDay {
  const day = Math.floor((at + offsetAt(at) * MINUTE) / DAY);
  return at >= startOf(day + 1, offsetAt) ? day + 1 : day;
}

/** The last `count` spans of 24 hours, oldest first. The last one is that of `lastHours`: it goes up to now. */
export function lastDays(now: number, count: number): Window[] {
  const { window } = lastHours(DAY / HOUR, now);
  const earlier = Array.from({ length: count - 1 }, (_, index) => window.from - (count - 1 - index) * DAY);
  return [...earlier.map((from) => ({ from, to: from + DAY })), window];
}

/** The last `count` local days that were over at `now`, oldest first. */
export function wholeDays(timeZone: string, now: number, count: number): Window[] {
  const offsetAt = offsets(timeZone);
  const today = dayOf(now, offsetAt);
  return Array.from({ length: count }, (_, index) => today - count + index).map((day) => ({
    from: startOf(day, offsetAt),
    to: startOf(day + 1, offsetAt),
  }));
}
