// The windows of time that a schedule's runs are about: from one firing to the next.
import { DAY, type Window } from '../mood/window.ts';
import { lastFire, type Schedule } from './fires.ts';

/** The last complete window that ended at or before `dueAt` (milliseconds since 1970). */
export function windowOf(schedule: Schedule, dueAt: number): Window {
  const to = lastFire(schedule, dueAt);
  return { from: lastFire(schedule, to - 1), to };
}

/**
 * Windows that ended after `lastEnd` and at or before `now`, oldest first. Of more than `max`, the newest are given.
 * Where `lastEnd` lies inside a window, because the schedule was changed, that window begins at `lastEnd`.
 */
export function missedWindows(schedule: Schedule, lastEnd: number, now: number, max: number): Window[] {
  const windows: Window[] = [];
  let to = lastFire(schedule, now);
  while (to > lastEnd && windows.length < max) {
    const from = lastFire(schedule, to - 1);
    windows.push({ from: Math.max(from, lastEnd), to });
    to = from;
  }
  return windows.reverse();
}

/**
 * Windows that are still to be reported, where the schedule is in force since a moment (milliseconds since 1970): those
 * that ended by then are not caught up one by one. Where the last report ended less than a day before that moment, the
 * first window begins at its end, so that no time is left out.
 */
export function owedWindows(
  schedule: Schedule,
  { lastEnd, since }: { readonly lastEnd: number; readonly since: number },
  now: number,
  max: number,
): Window[] {
  const [first, ...more] = missedWindows(schedule, Math.max(lastEnd, since), now, max);
  if (!first) return [];
  const holdsTheChange = first.from <= since;
  if (!holdsTheChange) return [first, ...more];
  const from = since - lastEnd < DAY ? lastEnd : Math.max(lastEnd, lastFire(schedule, first.to - 1));
  return [{ from, to: first.to }, ...more];
}
