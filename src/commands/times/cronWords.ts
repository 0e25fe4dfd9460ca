// A cron expression in words: "every hour at :00", "Monday to Friday at 09:00".
import type { Locale } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import type { CronFields } from '../../schedule/cronFields.ts';

export interface Language {
  readonly words: Words;
  readonly locale: Locale;
}

type Listing = (items: readonly string[]) => string;

/** "1, 2, and 3"; Chinese lists of figures have the same comma throughout. */
const listing = (locale: Locale): Listing => {
  const format = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (items) => (locale === 'en' ? format.format(items) : items.join('、'));
};

/** More times of day than this are not listed one by one. */
const MOST_TIMES = 6;

/** Two expressions that fire at different times read differently. */
export function cronWords(fields: CronFields, { words, locale }: Language): string {
  const list = listing(locale);
  const days = daysOf(fields, list, { words, locale });
  const { isOften, text } = timesOf(fields, list, words);
  const what = isOften
    ? days === null
      ? text
      : words('schedule.daysOften', { days, often: text })
    : days === null
      ? words('settings.dailyAt', { time: text })
      : words('schedule.daysAt', { days, times: text });
  if (!fields.months) return what;
  const months = list(fields.months.map((month) => monthName(month, locale)));
  return words('schedule.inMonths', { what, months });
}

interface Times {
  /** "every 15 minutes" instead of times of day. */
  readonly isOften: boolean;
  readonly text: string;
}

function timesOf({ minutes, hours }: CronFields, list: Listing, words: Words): Times {
  const [minute = 0] = minutes;
  const often = oftenText(minutes, list, words);
  if (hours.length === 24) return { isOften: true, text: often };
  const times = hours.flatMap((hour) => minutes.map((one) => clock(hour, one)));
  if (times.length <= MOST_TIMES) return { isOften: false, text: list(times) };
  const step = stepOf(hours, 24);
  if (minutes.length === 1 && step !== null) {
    return { isOften: true, text: words('schedule.everyHours', { n: step, time: clock(0, minute) }) };
  }
  const spans = list(runsOf(hours).map(([from, to]) => `${clock(from, 0)}–${clock(to, 59)}`));
  return { isOften: true, text: words('schedule.during', { often, spans }) };
}

function oftenText(minutes: readonly number[], list: Listing, words: Words): string {
  const step = stepOf(minutes, 60);
  if (step === 1) return words('schedule.everyMinute');
  if (step !== null) return words('schedule.everyMinutes', { n: step });
  if (minutes.length === 1 && minutes[0] === 0) return words('schedule.onTheHour');
  const named = minutes.map((minute) =>
    words('schedule.minute', { minute: String(minute).padStart(2, '0') }),
  );
  return words('schedule.everyHourAt', { minutes: list(named) });
}

/** Null: every day. */
function daysOf(
  { monthDays, weekdays }: CronFields,
  list: Listing,
  { words, locale }: Language,
): string | null {
  const byMonth =
    monthDays && words('schedule.monthDays', { n: monthDays.length, days: list(monthDays.map(String)) });
  const byWeek = weekdays && weekdaysText(weekdays, list, { words, locale });
  if (byMonth && byWeek) return words('schedule.eitherDays', { monthDays: byMonth, weekdays: byWeek });
  return byMonth ?? byWeek;
}

function weekdaysText(weekdays: readonly number[], list: Listing, { words, locale }: Language): string {
  // Monday first: a weekend is then one run.
  const fromMonday = weekdays.map((day) => (day + 6) % 7).toSorted((a, b) => a - b);
  const [run, ...more] = runsOf(fromMonday);
  const nameOf = (day: number) => weekdayName(day, locale);
  if (run && more.length === 0 && run[1] - run[0] >= 2) {
    return words('schedule.weekdaysRun', { from: nameOf(run[0]), to: nameOf(run[1]) });
  }
  return words('schedule.weekdays', { days: list(fromMonday.map(nameOf)) });
}

/** 5 for 0, 5, 10 … up to `end`, which it divides; null for values that are not evenly spread. */
function stepOf(values: readonly number[], end: number): number | null {
  if (values.length < 2) return null;
  const step = end / values.length;
  return values.every((value, n) => value === n * step) ? step : null;
}

/** Values in order as runs without gaps. */
function runsOf(values: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last && value === last[1] + 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}

const clock = (hour: number, minute: number) =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** `day` 0…6, Monday first. 2024-01-01 was a Monday. */
const weekdayName = (day: number, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { weekday: locale === 'en' ? 'long' : 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + day),
  );

/** `month` 1…12 */
const monthName = (month: number, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 1));
