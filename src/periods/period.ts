// Parses the period that a question is about, in the server's time zone. Pure.
import { lastHours, spanOf, type Span } from '../mood/span.ts';
import type { Window } from '../mood/window.ts';
import { parseMoment } from './moment.ts';

/** The options of a question about mood, as Discord hands them over. */
export interface Asked {
  readonly messages: number | null;
  readonly hours: number | null;
  readonly period: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface WindowPeriod extends Span {
  readonly kind: 'window';
}

export type Period = { readonly kind: 'messages'; readonly count: number } | WindowPeriod;

export type PeriodProblem =
  | { readonly kind: 'several' }
  | { readonly kind: 'from-missing' }
  | { readonly kind: 'unreadable'; readonly text: string }
  | { readonly kind: 'future' }
  | { readonly kind: 'empty' };

const NAMED_PERIODS = { day: 24, week: 7 * 24 } as const;
const DEFAULT_HOURS = NAMED_PERIODS.day;

/** Discord's ids start here, so no message is older. Milliseconds since 1970. */
const BEGINNING = Date.UTC(2015, 0, 1);

/** What is wrong with the choice itself, before any date is read. */
export function conflictIn(asked: Asked): PeriodProblem | null {
  const range = asked.from !== null || asked.to !== null;
  const ways = [asked.messages !== null, asked.hours !== null, asked.period !== null, range];
  if (ways.filter(Boolean).length > 1) return { kind: 'several' };
  return asked.to !== null && asked.from === null ? { kind: 'from-missing' } : null;
}

/** The period asked for; the last 24 hours where nothing was asked. `now` in milliseconds since 1970, `zone` an IANA name. */
export function periodOf(asked: Asked, zone: string, now: number): Period | PeriodProblem {
  const conflict = conflictIn(asked);
  if (conflict) return conflict;
  if (asked.messages !== null) return { kind: 'messages', count: asked.messages };
  if (asked.from !== null) return rangeOf(asked.from, asked.to, zone, now);
  const named = asked.period === 'day' || asked.period === 'week' ? NAMED_PERIODS[asked.period] : null;
  return { kind: 'window', ...lastHours(asked.hours ?? named ?? DEFAULT_HOURS, now) };
}

function rangeOf(fromText: string, toText: string | null, zone: string, now: number): Period | PeriodProblem {
  const start = parseMoment(fromText, zone, now);
  if (!start) return { kind: 'unreadable', text: fromText };
  const end = toText === null ? { from: now, to: now } : parseMoment(toText, zone, now);
  if (!end) return { kind: 'unreadable', text: toText ?? '' };
  // Given the wrong way round, it is still clear which range is meant.
  const first = Math.max(Math.min(start.from, toText === null ? start.from : end.from), BEGINNING);
  return wholeQuarters({ from: first, to: Math.max(start.to, end.to) }, now);
}

/** The window in whole quarter-hours, up to now. */
export function wholeQuarters({ from, to }: Window, now: number): WindowPeriod | PeriodProblem {
  if (from > now) return { kind: 'future' };
  const last = Math.min(to, now);
  if (last <= from) return { kind: 'empty' };
  return { kind: 'window', ...spanOf({ from, to: last }, now) };
}
