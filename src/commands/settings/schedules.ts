// What to offer while a person types a schedule.
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { Key, Words } from '../../report/words.ts';

type Common = readonly (readonly [schedule: string, key: Key])[];

const COMMON: Common = [
  ['0 * * * *', 'choice.hourly'],
  ['30 minutes', 'choice.halfHourly'],
  ['0 */6 * * *', 'choice.sixHourly'],
  ['0 9 * * *', 'choice.daily'],
  ['off', 'choice.never'],
];

const CLOUDS: Common = [
  ['0 * * * *', 'choice.hourly'],
  ['0 */6 * * *', 'choice.sixHourly'],
  ['0 9 * * *', 'choice.daily'],
  ['off', 'choice.cloudNever'],
];

const MARKS: Common = [
  ['10 minutes', 'choice.markEvery'],
  ['30 minutes', 'choice.halfHourly'],
  ['0 * * * *', 'choice.hourly'],
  ['off', 'choice.markNever'],
];

/** What is offered for a schedule, by the subcommand that asks for it. */
const OFFERED: Readonly<Record<string, Common>> = { wordcloud: CLOUDS, marks: MARKS };

const DAILY: Common = [
  ['00:30', 'choice.dailyNight'],
  ['08:00', 'choice.dailyMorning'],
  ['off', 'choice.dailyNever'],
];

/** "8:05" as cron, every day; null for what is no time of day. */
export function cronAt(time: string): string | null {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(time) ?? [];
  return hour === undefined || minute === undefined ? null : `${Number(minute)} ${Number(hour)} * * *`;
}

/** Cron of every day at one time, as that time; null for other schedules. */
export function timeOf(cron: string): string | null {
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(cron) ?? [];
  return hour === undefined || minute === undefined
    ? null
    : `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

/** Common times of the daily report that hold what was typed, after what was typed itself. */
export function suggestTimes(typed: string, w: Words): ApplicationCommandOptionChoiceData<string>[] {
  return suggestionsOf(DAILY, typed, w);
}

/** Common schedules that hold what was typed, after what was typed itself. */
export function suggestSchedules(
  typed: string,
  w: Words,
  subcommand = 'summary',
): ApplicationCommandOptionChoiceData<string>[] {
  return suggestionsOf(OFFERED[subcommand] ?? COMMON, typed, w);
}

function suggestionsOf(
  common: Common,
  typed: string,
  w: Words,
): ApplicationCommandOptionChoiceData<string>[] {
  const text = typed.trim();
  const offered = common.map(([value, key]) => ({ name: w(key), value }));
  if (!text) return offered;
  const wanted = text.toLowerCase();
  const fitting = offered.filter(
    ({ name, value }) => value !== text && `${name} ${value}`.toLowerCase().includes(wanted),
  );
  const own = { name: text.slice(0, 100), value: text.slice(0, 100) };
  return [own, ...fitting];
}
