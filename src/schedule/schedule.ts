// Schedules as people write them: "off", an interval, or a cron expression.
import { IANAZone } from 'luxon';
import { BarometerError } from '../errors.ts';
import { DAY, HOUR, MINUTE } from '../mood/window.ts';
import { cronFields, type CronFields } from './cronFields.ts';
import { nextFire, type Schedule } from './fires.ts';

const SHOWN = 60;
/** What a person wrote, as part of one line. */
const shown = (text: string) => text.slice(0, SHOWN).replaceAll(/[\p{C}\p{Z}]/gu, ' ');

class ScheduleError extends BarometerError {
  constructor(
    readonly text: string,
    readonly problem: string,
  ) {
    super(
      `"${shown(text)}" ${problem}: write off, an interval such as "30 minutes", or cron such as "0 9 * * 1".`,
    );
  }
}

class TimeZoneError extends BarometerError {
  constructor(readonly timeZone: string) {
    super(
      `"${shown(timeZone)}" is no time zone: write one such as "Europe/Berlin", "Asia/Shanghai" or "UTC".`,
    );
  }
}

const OFF = new Set(['off', 'none', 'never', '关', '关闭', '關', '關閉', '不发', '不發']);

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(s|secs?|seconds?|秒|秒钟|秒鐘)$/, 1_000],
  [/^(m|mins?|minutes?|分|分钟|分鐘)$/, MINUTE],
  [/^(h|hrs?|hours?|hourly|小时|小時|个小时|個小時)$/, HOUR],
  [/^(d|days?|daily|天|日)$/, DAY],
];

const INTERVAL = /^(?:every\s*|每隔?)?\s*(\d{1,6}|an?(?=\s)|半)?\s*个?個?\s*(\p{L}+)$/u;

/**
 * What a person wrote, as a schedule; null for "off".
 * Throws ScheduleError for what is neither off, interval nor cron, and for what runs more often than once a minute
 * or less often than an interval can say; TimeZoneError for an unknown zone.
 */
export function parseSchedule(text: string, timeZone: string): Schedule | null {
  if (!IANAZone.isValidZone(timeZone)) throw new TimeZoneError(timeZone);
  const plain = text.normalize('NFKC').trim().toLowerCase();
  if (OFF.has(plain)) return null;
  const everyMs = intervalOf(plain);
  if (everyMs === null) return { cron: cronOf(text, plain, timeZone), timeZone };
  if (everyMs < MINUTE) throw new ScheduleError(text, 'runs more often than once a minute');
  if (everyMs > DAY) throw new ScheduleError(text, 'is longer than a day, which needs cron');
  return { everyMs, timeZone };
}

/** A schedule and its next runs, for a person who asks. */
export interface Plan {
  /** An interval in milliseconds, or the fields of a cron expression. */
  readonly rule: { readonly everyMs: number } | { readonly cron: CronFields };
  /** The first `count` runs after `at` (milliseconds since 1970). */
  next(at: number, count: number): readonly number[];
}

/** Reads a schedule that a person wrote; null for "off". Throws as parseSchedule does. */
export function planOf(text: string, timeZone: string): Plan | null {
  const schedule = parseSchedule(text, timeZone);
  return (
    schedule && {
      rule: 'cron' in schedule ? { cron: cronFields(schedule.cron) } : { everyMs: schedule.everyMs },
      next: (at, count) => {
        const runs = [nextFire(schedule, at)];
        while (runs.length < count) runs.push(nextFire(schedule, runs.at(-1) ?? at));
        return runs;
      },
    }
  );
}

function intervalOf(plain: string): number | null {
  const [, count = '1', word = ''] = INTERVAL.exec(plain) ?? [];
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  if (unit === undefined) return null;
  if (count === '半') return unit / 2;
  return (/^\d/.test(count) ? Number(count) : 1) * unit;
}

// Digits and names only: "H" would be another minute at each reading; "L", "W" and "#" are no cron of old.
const FIELD = /^(?:[\d*?,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)+$/;

function cronOf(text: string, plain: string, timeZone: string): string {
  const fields = plain.split(/\s+/);
  if (fields.length === 6)
    throw new ScheduleError(text, 'has a field for seconds, cron here has five fields');
  if (fields.length !== 5) throw new ScheduleError(text, 'is no schedule');
  if (!fields.every((field) => FIELD.test(field))) throw new ScheduleError(text, 'is no cron expression');
  const cron = fields.join(' ');
  try {
    nextFire({ cron, timeZone }, 0);
  } catch (cause) {
    throw new ScheduleError(text, `is no cron expression (${cause instanceof Error ? cause.message : ''})`);
  }
  return cron;
}
