// The fields of a cron expression as plain values.
import { CronExpressionParser } from 'cron-parser';

export interface CronFields {
  /** 0…59, each once, in order; as all of these. */
  readonly minutes: readonly number[];
  /** 0…23 */
  readonly hours: readonly number[];
  /** 1…31; null where the day of the month does not matter. */
  readonly monthDays: readonly number[] | null;
  /** 0…6, Sunday first; null where the weekday does not matter. Where both matter, one of them is enough. */
  readonly weekdays: readonly number[] | null;
  /** 1…12; null for every month. */
  readonly months: readonly number[] | null;
}

/** Throws Error where the text is no cron expression. */
export function cronFields(cron: string): CronFields {
  const { minute, hour, dayOfMonth, dayOfWeek, month } = CronExpressionParser.parse(cron).fields;
  const weekdays = distinct(dayOfWeek.values.map((value) => Number(value) % 7));
  const monthDays = distinct(dayOfMonth.values.map(Number));
  const isEveryDay = [
    [dayOfMonth.isWildcard, monthDays.length === 31],
    [dayOfWeek.isWildcard, weekdays.length === 7],
  ].some(([isWildcard, isFull]) => !isWildcard && isFull);
  return {
    minutes: distinct(minute.values),
    hours: distinct(hour.values),
    monthDays: dayOfMonth.isWildcard || isEveryDay ? null : monthDays,
    weekdays: dayOfWeek.isWildcard || isEveryDay ? null : weekdays,
    months: month.values.length === 12 ? null : distinct(month.values),
  };
}

const distinct = (values: readonly number[]): readonly number[] =>
  [...new Set(values)].toSorted((a, b) => a - b);
