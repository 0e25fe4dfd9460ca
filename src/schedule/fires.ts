// When a schedule fires. Own arithmetic on cron-parser's fields: its next() and prev() throw where clocks jump at
// midnight or by half an hour (Cairo, Beirut, Santiago, Havana, Lord Howe).
import { BarometerError } from '../errors.ts';
import { dayOf, offsets, startOf } from '../mood/localDay.ts';
import type { LocalDay, OffsetAt } from '../mood/localDay.ts';
import { DAY, HOUR, MINUTE } from '../mood/window.ts';
import { cronFields, type CronFields } from './cronFields.ts';

/** A cron expression in a time zone (IANA), or an interval counted from local midnight (UTC where no time zone is named). */
export type Schedule =
  | { readonly cron: string; readonly timeZone: string }
  | { readonly everyMs: number; readonly timeZone?: string };

class NeverFiresError extends BarometerError {
  constructor(readonly cron: string) {
    super(`"${cron}" fires on no day of the next eight years: choose days that exist.`);
  }
}

// A 29th of February may be eight years away.
const LONGEST_GAP_DAYS = 8 * 366;

/** The last moment at or before `at` (milliseconds since 1970) that the schedule fires. */
export function lastFire(schedule: Schedule, at: number): number {
  return search(schedule, at, -1, (fires) => fires.findLast((fire) => fire <= at));
}

/** The first moment after `at` that the schedule fires. */
export function nextFire(schedule: Schedule, at: number): number {
  return search(schedule, at, 1, (fires) => fires.find((fire) => fire > at));
}

function search(
  schedule: Schedule,
  at: number,
  step: 1 | -1,
  pick: (fires: readonly number[]) => number | undefined,
): number {
  const offsetAt = offsets(schedule.timeZone ?? 'UTC');
  const firesOf = 'cron' in schedule ? cronFires(schedule.cron) : intervalFires(schedule.everyMs);
  const first = dayOf(at, offsetAt);
  for (let days = 0; days <= LONGEST_GAP_DAYS; days += 1) {
    const fire = pick(firesOf(first + step * days, offsetAt));
    if (fire !== undefined) return fire;
  }
  throw new NeverFiresError('cron' in schedule ? schedule.cron : String(schedule.everyMs));
}

/** The fires of one local day, in order. */
type FiresOf = (day: LocalDay, offsetAt: OffsetAt) => number[];

/** Multiples of the interval since the day began; the last window of a day may be shorter. */
const intervalFires =
  (everyMs: number): FiresOf =>
  (day, offsetAt) => {
    const start = startOf(day, offsetAt);
    const count = Math.ceil((startOf(day + 1, offsetAt) - start) / everyMs);
    return Array.from({ length: count }, (_, n) => start + n * everyMs);
  };

const cronFires = (cron: string): FiresOf => {
  const fields = cronFields(cron);
  const { hours, minutes } = fields;
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE));
  return (day, offsetAt) => {
    if (!matchesDay(fields, day)) return [];
    const start = startOf(day, offsetAt);
    const end = startOf(day + 1, offsetAt);
    if (end - start === DAY && offsetAt(start) === offsetAt(end)) return times.map((time) => start + time);
    const onWall = (at: number) => at + offsetAt(at) * MINUTE - day * DAY;
    return hours.length === 24
      ? everyHour(minutes, start, end, onWall)
      : firstShown(times, start, end, onWall);
  };
};

function matchesDay({ monthDays, weekdays, months }: CronFields, day: LocalDay): boolean {
  const date = new Date(day * DAY);
  if (months && !months.includes(date.getUTCMonth() + 1)) return false;
  if (!monthDays && !weekdays) return true;
  // Cron's rule: where both the day of the month and the weekday are given, one of them is enough.
  const byMonth = monthDays?.includes(date.getUTCDate()) ?? false;
  return byMonth || (weekdays?.includes(date.getUTCDay()) ?? false);
}

type OnWall = (at: number) => number;

/** A schedule for every hour also runs twice in the hour that the clock repeats. */
function everyHour(minutes: readonly number[], start: number, end: number, onWall: OnWall): number[] {
  const fires: number[] = [];
  for (let at = start; at < end; at += MINUTE) {
    const intoHour = ((onWall(at) % HOUR) + HOUR) % HOUR;
    if (minutes.includes(intoHour / MINUTE)) fires.push(at);
  }
  return fires;
}

/** A time of day fires once: the first time that the clock shows it, or when the clock jumps over it. */
function firstShown(times: readonly number[], start: number, end: number, onWall: OnWall): number[] {
  const fires: number[] = [];
  let next = 0;
  for (let at = start; at < end; at += MINUTE) {
    const wall = onWall(at);
    const reached = next;
    while (next < times.length && (times[next] ?? Infinity) <= wall) next += 1;
    if (next > reached) fires.push(at);
  }
  return fires;
}
