// Compares the mood after an announced event with the mood before it.
import type { Counts } from './counts.ts';
import type { Change } from './mood.ts';
import { comparisonOf, hoursIn } from './span.ts';
import { DAY, HOUR, QUARTER, type Window } from './window.ts';

/** Hours that must have passed after an event before a report mentions it. */
const LEAST = 6 * HOUR;
/**
 * The events that a report of this day mentions: those with six hours of the day left, and late ones of the day before.
 */
export function eventsOf(day: Window): Window {
  return { from: day.from - LEAST, to: day.to - LEAST };
}

/**
 * Two windows of the same length: after the event until the end of the day (24 hours at most), and as long before it.
 * They are whole quarter-hours; the quarter-hour of the event is left out.
 */
export function aroundEvent(at: number, day: Window): { before: Window; after: Window } {
  const start = Math.floor(at / QUARTER) * QUARTER;
  const from = Math.ceil(at / QUARTER) * QUARTER;
  const length = Math.min(day.to - from, DAY);
  return { before: { from: start - length, to: start }, after: { from, to: from + length } };
}

/** Null where too little was written. "steady" means that it may be chance. */
export function eventEffect(after: Counts, before: Counts, span: Window): Change | null {
  const hours = hoursIn(span);
  return comparisonOf({ counts: after, hours }, { counts: before, hours });
}
