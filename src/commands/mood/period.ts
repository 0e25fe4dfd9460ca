// The period that a question is about: pure parsing of what a person typed, in the server's time zone.
import { DateTime } from 'luxon';
import { before, DAY, HOUR, QUARTER, quarterOf, type Window } from '../../mood/window.ts';

/** The options of a question about mood, as Discord hands them over. */
export interface Asked {
  readonly messages: number | null;
  readonly hours: number | null;
  readonly period: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export type Period =
  | { readonly kind: 'messages'; readonly count: number }
  /** `previous` is of the same length. Both are whole quarter-hours, as buckets are. */
  | { readonly kind: 'window'; readonly window: Window; readonly previous: Window };

export type PeriodProblem =
  | { readonly kind: 'several' }
  | { readonly kind: 'from-missing' }
  | { readonly kind: 'unreadable'; readonly text: string }
  | { readonly kind: 'future' }
  | { readonly kind: 'empty' };

const NAMED_PERIODS = { day: 24, week: 7 * 24 } as const;
const DEFAULT_HOURS = NAMED_PERIODS.day;

/** The first moment that Discord's ids can name: nothing is older. */
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
  return lastHours(asked.hours ?? named ?? DEFAULT_HOURS, now);
}

function lastHours(hours: number, now: number): Period {
  const from = quarterOf(now - hours * HOUR);
  const previous = { from: from - hours * HOUR, to: from };
  return { kind: 'window', window: { from, to: quarterOf(now) + QUARTER }, previous };
}

function rangeOf(fromText: string, toText: string | null, zone: string, now: number): Period | PeriodProblem {
  const start = parseMoment(fromText, zone, now);
  if (!start) return { kind: 'unreadable', text: fromText };
  const end = toText === null ? { from: now, to: now } : parseMoment(toText, zone, now);
  if (!end) return { kind: 'unreadable', text: toText ?? '' };
  // Given the wrong way round, it is still clear which range is meant.
  const first = Math.max(Math.min(start.from, toText === null ? start.from : end.from), BEGINNING);
  if (first > now) return { kind: 'future' };
  const last = Math.min(Math.max(start.to, end.to), now);
  if (last <= first) return { kind: 'empty' };
  const window = { from: quarterOf(first), to: quarterOf(last + QUARTER - 1) };
  return { kind: 'window', window, previous: before(window) };
}

const DATE_TIME = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:(?:T|\s+)?(\d{1,2})[:：](\d{2}))?$/i;
const MONTH_DAY = /^(\d{1,2})月(\d{1,2})[日号號](?:\s*(\d{1,2})[:：](\d{2}))?$/;
const TIME = /^(\d{1,2})[:：](\d{2})$/;
const AGO = /^(\d{1,4})\s*(h|hours?|d|days?|w|weeks?|小时|小時|天|周|週)\s*(?:ago|前|以前)?$/i;
const DISCORD_TIME = /^<t:(\d{1,11})(?::[a-z])?>$/i;
const TODAY = /^(today|今天|今日)$/i;
const YESTERDAY = /^(yesterday|昨天|昨日)$/i;
const NOW = /^(now|现在|現在)$/i;

/** A moment (an empty window) or a day (a whole one, in the zone); null where the text says neither. */
export function parseMoment(text: string, zone: string, now: number): Window | null {
  const trimmed = text.trim();
  const local = DateTime.fromMillis(now, { zone });
  if (NOW.test(trimmed)) return moment(now);
  if (TODAY.test(trimmed)) return day(local);
  if (YESTERDAY.test(trimmed)) return day(local.minus({ days: 1 }));
  const stamp = DISCORD_TIME.exec(trimmed);
  if (stamp) return moment(Number(stamp[1]) * 1000);
  const ago = AGO.exec(trimmed);
  if (ago) return moment(now - Number(ago[1]) * unitOf(ago[2] ?? ''));
  const time = TIME.exec(trimmed);
  if (time) return at(local.startOf('day'), time[1], time[2]);
  const full = DATE_TIME.exec(trimmed);
  if (full) return at(dateIn(zone, full[1], full[2], full[3]), full[4], full[5]);
  const short = MONTH_DAY.exec(trimmed);
  if (!short) return null;
  const thisYear = dateIn(zone, local.year, short[1], short[2]);
  // A date without its year is the last one that has begun.
  const begun = thisYear > local ? dateIn(zone, local.year - 1, short[1], short[2]) : thisYear;
  return at(begun, short[3], short[4]);
}

type Digits = string | number | undefined;

function dateIn(zone: string, year: Digits, month: Digits, date: Digits): DateTime {
  return DateTime.fromObject({ year: Number(year), month: Number(month), day: Number(date) }, { zone });
}

/** The day, or where hour and minute are given the moment of it. */
function at(date: DateTime, hour: Digits, minute: Digits): Window | null {
  if (!date.isValid) return null;
  if (hour === undefined) return day(date);
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  return moment(date.set({ hour: Number(hour), minute: Number(minute) }).toMillis());
}

const moment = (ms: number): Window => ({ from: ms, to: ms });

function day(date: DateTime): Window {
  const start = date.startOf('day');
  return { from: start.toMillis(), to: start.plus({ days: 1 }).toMillis() };
}

function unitOf(word: string): number {
  if (/^(h|小)/i.test(word)) return HOUR;
  return /^(w|周|週)/i.test(word) ? 7 * DAY : DAY;
}
