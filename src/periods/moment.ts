// Parses a moment or a day as people write it, in a time zone. Pure; an incomplete date is refused, not guessed.
import { DateTime } from 'luxon';
import { DAY, HOUR, type Window } from '../mood/window.ts';
import { timeOfDay } from './timeOfDay.ts';

const AGO = /^(\d{1,4})\s*(h|hours?|d|days?|w|weeks?|小时|小時|天|周|週)\s*(?:ago|前|以前)?$/;
const DISCORD_TIME = /^<t:(\d{1,11})(?::[a-z])?>$/;
const NOW = /^(now|现在|現在)$/;

/** A moment as an empty window, or a whole day in the zone; null where the text is neither. */
export function parseMoment(text: string, zone: string, now: number): Window | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    // 昨晚8点 is short for 昨天晚上8点.
    .replace(/^([今昨明])(早|晚)(?:上)?/u, '$1天$2上');
  if (NOW.test(plain)) return moment(now);
  const stamp = DISCORD_TIME.exec(plain);
  if (stamp) return moment(Number(stamp[1]) * 1000);
  const ago = AGO.exec(plain);
  if (ago) return moment(now - Number(ago[1]) * unitOf(ago[2] ?? ''));
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  const time = timeOfDay(plain);
  if (time) return at(today, time);
  for (const [pattern, dateOf] of DAYS) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const date = dateOf(found, today);
    if (!date.isValid) return null;
    const rest = `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}`.replace(
      /^[\s,，t]+|[\s,，]+$/g,
      '',
    );
    if (rest === '') return day(date);
    const then = timeOfDay(rest);
    return then && at(date, then);
  }
  return null;
}

type DateOf = (found: RegExpExecArray, today: DateTime) => DateTime;

const daysOn =
  (days: number): DateOf =>
  (_, today) =>
    today.plus({ days });

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]*\\.?`;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The words for a day at the beginning or the end of a text, and the day that each means. */
const DAYS: readonly (readonly [RegExp, DateOf])[] = [
  [atEitherEnd('today|今天|今日'), daysOn(0)],
  [atEitherEnd('day before yesterday|前天'), daysOn(-2)],
  [atEitherEnd('yesterday|昨天|昨日'), daysOn(-1)],
  [atEitherEnd('day after tomorrow|后天|後天'), daysOn(2)],
  [atEitherEnd('tomorrow|明天|明日'), daysOn(1)],
  [
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)日?/,
    (found, today) => dateIn(today, found[1], found[2], found[3]),
  ],
  [/^(\d{1,2})月(\d{1,2})(?!\d)[日号號]?/, (found, today) => begun(today, found[1], found[2])],
  [
    new RegExp(`^${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? (\\d{4})(?![\\d:]))?`),
    (found, today) => named(today, found[1], found[2], found[3]),
  ],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)? ${MONTH}(?:,? (\\d{4})(?![\\d:]))?`),
    (found, today) => named(today, found[2], found[1], found[3]),
  ],
  [
    atEitherEnd(`(?:last )?(${WEEKDAYS.join('|')})(?:day|sday|nesday|rsday|urday)?`),
    (found, today) => weekday(today, WEEKDAYS.indexOf(found[1] ?? '') + 1),
  ],
  [
    /^(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])/u,
    (found, today) => weekday(today, found[1] === '天' ? 7 : '一二三四五六日'.indexOf(found[1] ?? '') + 1),
  ],
];

/** Matches the pattern at the beginning or the end of a text, and never inside a word. */
export function atEitherEnd(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})(?![a-z])|(?<![a-z])(?:${pattern})$`, 'u');
}

type Digits = string | number | undefined;

function dateIn(today: DateTime, year: Digits, month: Digits, date: Digits): DateTime {
  const given = { year: Number(year), month: Number(month), day: Number(date) };
  return DateTime.fromObject(given, { zone: today.zone });
}

/** A date without a year is the latest one that is not in the future. */
function begun(today: DateTime, month: Digits, date: Digits): DateTime {
  const thisYear = dateIn(today, today.year, month, date);
  return thisYear > today ? dateIn(today, today.year - 1, month, date) : thisYear;
}

function named(today: DateTime, month: string | undefined, date: Digits, year: Digits): DateTime {
  const number = MONTHS.indexOf(month ?? '') + 1;
  return year === undefined ? begun(today, number, date) : dateIn(today, year, number, date);
}

/** The latest such weekday that is not in the future; 1 is Monday. */
function weekday(today: DateTime, wanted: number): DateTime {
  return today.minus({ days: (today.weekday - wanted + 7) % 7 });
}

function at(date: DateTime, { hour, minute }: { readonly hour: number; readonly minute: number }): Window {
  const start = hour === 24 ? date.plus({ days: 1 }).startOf('day') : date.set({ hour, minute });
  return moment(start.toMillis());
}

const moment = (ms: number): Window => ({ from: ms, to: ms });

function day(date: DateTime): Window {
  const start = date.startOf('day');
  return { from: start.toMillis(), to: start.plus({ days: 1 }).toMillis() };
}

function unitOf(word: string): number {
  if (/^(h|小)/.test(word)) return HOUR;
  return /^(w|周|週)/.test(word) ? 7 * DAY : DAY;
}
