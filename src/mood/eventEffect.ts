// The mood after an announced event against the mood before it.
import type { Counts } from './counts.ts';
import { changeOf, type Change } from './mood.ts';
import { DAY, HOUR, QUARTER, type Window } from './window.ts';

/** Hours after an event that must have passed before anything is said of it. */
const LEAST = 6 * HOUR;
/** Messages on either side: below, nothing is said. */
const LEAST_MESSAGES = 10;

/** The events that a report of this day speaks of: those of the day that left it six hours, and late ones of the day before. */
export function eventsOf(day: Window): Window {
  return { from: day.from - LEAST, to: day.to - LEAST };
}

/**
 * As long before as after: from the event to the end of the day, a day at most, so that day and night weigh the same
 * where they can. In whole quarter-hours; the one that the event fell into is left out.
 */
export function aroundEvent(at: number, day: Window): { before: Window; after: Window } {
  const start = Math.floor(at / QUARTER) * QUARTER;
  const from = Math.ceil(at / QUARTER) * QUARTER;
  const length = Math.min(day.to - from, DAY);
  return { before: { from: start - length, to: start }, after: { from, to: from + length } };
}

/** Null where there is too little to tell. "steady" is no more than chance. */
export function eventEffect(after: Counts, before: Counts, span: Window): Change | null {
  if (Math.min(after.total, before.total) < LEAST_MESSAGES) return null;
  const hours = (span.to - span.from) / HOUR;
  return changeOf(after, before, { now: hours, before: hours });
}
