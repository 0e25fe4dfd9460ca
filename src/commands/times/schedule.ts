// Turns a schedule that a person typed in words into cron, and says in words how it was understood.
import type { Locale } from '../../locale.ts';
import { DAY_AND_TIME, duration, zoneName } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import { BarometerError } from '../../errors.ts';
import { MINUTE } from '../../mood/window.ts';
import { planOf, type Plan } from '../../schedule/schedule.ts';
import { quoted } from '../wording.ts';
import { atEitherEnd } from '../../periods/moment.ts';
import { timeOfDay, type TimeOfDay } from '../../periods/timeOfDay.ts';
import { cronWords, type Language } from './cronWords.ts';

const SECOND = 1000;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The words for some days, and cron's field for them. */
const DAYS: readonly (readonly [pattern: string, field: string | ((day: string) => number)])[] = [
  ['every ?day|each day|daily|每天|每日|天天', '*'],
  ['(?:every |on )?weekdays?|每?[个個]?工作日|平日|[周週]一[至到][周週]五', '1-5'],
  ['(?:every |on )?weekends?|每?[周週]末', '0,6'],
  [
    `(?:every |on )?(${WEEKDAYS.join('|')})(?:day|sday|nesday|rsday|urday)?s?`,
    (day) => WEEKDAYS.indexOf(day),
  ],
  [
    '每?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])',
    (day) => '日一二三四五六'.indexOf(day.replace('天', '日')),
  ],
];

/**
 * What settings are to hold: cron where a time of day was typed, else the text itself. "8h" is every eight hours,
 * but `isDaily` it is eight o'clock, and so is "8" alone.
 */
export function scheduleText(typed: string, isDaily: boolean): string {
  const plain = typed.normalize('NFKC').trim().toLowerCase();
  const isInterval = !isDaily && /^\d{1,2}\s?h$/.test(plain);
  const time = isInterval ? null : timeOfDay(plain, isDaily);
  if (time) return cron(time, '*');
  for (const [pattern, field] of DAYS) {
    const found = atEitherEnd(pattern).exec(plain);
    if (!found) continue;
    const rest = plain.replace(found[0], '').replace(/^[\s,，]+|[\s,，]+$/g, '');
    const then = timeOfDay(rest, true);
    const day = found.slice(1).find(Boolean) ?? '';
    if (then) return cron(then, typeof field === 'string' ? field : String(field(day)));
  }
  return typed.trim();
}

const cron = ({ hour, minute }: TimeOfDay, days: string) => `${minute} ${hour % 24} * * ${days}`;

/** A schedule in words. `plan` is null for "off". */
export function meaningOf(plan: Plan | null, language: Language): string {
  const { words } = language;
  if (!plan) return words('settings.off');
  const { rule } = plan;
  if ('cron' in rule) return cronWords(rule.cron, language);
  const { everyMs } = rule;
  const length =
    everyMs % MINUTE === 0 ? duration(everyMs, words) : words('duration.seconds', { n: everyMs / SECOND });
  return words('settings.every', { duration: length });
}

/** A stored schedule in words; as it is where this release cannot read it. */
export function storedSchedule(text: string, language: Language): string {
  try {
    return meaningOf(planOf(text, 'UTC'), language);
  } catch (error) {
    if (error instanceof BarometerError) return quoted(text);
    throw error;
  }
}

/** The next runs after `now` (milliseconds since 1970), written in the time zone. */
export function runsOf(plan: Plan, timeZone: string, locale: Locale, now: number): string {
  const format = new Intl.DateTimeFormat(locale, { ...DAY_AND_TIME, timeZone });
  return plan
    .next(now, RUNS)
    .map((at) => format.format(at))
    .join(' · ');
}

const RUNS = 3;

/** The next runs of a stored schedule; '' where it is off, or where this release cannot read it. */
export function storedRuns(text: string, timeZone: string, locale: Locale, now: number): string {
  try {
    const plan = planOf(text, timeZone);
    return plan ? runsOf(plan, timeZone, locale, now) : '';
  } catch (error) {
    if (error instanceof BarometerError) return '';
    throw error;
  }
}

/** One line: how the text was understood, and the next runs. */
export function understood(
  typed: string,
  plan: Plan,
  { words, locale, timeZone, now }: { words: Words; locale: Locale; timeZone: string; now: number },
): string {
  return words('settings.understood', {
    text: quoted(typed),
    what: meaningOf(plan, { words, locale }),
    runs: runsOf(plan, timeZone, locale, now),
    zone: zoneName(timeZone),
  });
}
