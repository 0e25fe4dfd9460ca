// Suggestions while a person types a schedule.
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { BarometerError } from '../../errors.ts';
import type { Key, Words } from '../../report/words.ts';
import { planOf } from '../../schedule/schedule.ts';
import type { Language } from '../times/cronWords.ts';
import { meaningOf, scheduleText } from '../times/schedule.ts';

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

const DAILY: Common = [
  ['00:30', 'choice.dailyNight'],
  ['08:00', 'choice.dailyMorning'],
  ['off', 'choice.dailyNever'],
];

/** What is offered for a schedule, by the subcommand that asks for it. */
const OFFERED: Readonly<Record<string, Common>> = { wordcloud: CLOUDS, marks: MARKS, daily: DAILY };

/** The common schedules for a subcommand, in words. */
export const commonSchedules = (
  subcommand: string,
  words: Words,
): ApplicationCommandOptionChoiceData<string>[] =>
  (OFFERED[subcommand] ?? COMMON).map(([value, key]) => ({ name: words(key), value }));

/** First the typed text with its meaning, then common schedules that contain it. */
export function suggestSchedules(
  typed: string,
  language: Language,
  subcommand: string,
): ApplicationCommandOptionChoiceData<string>[] {
  const text = typed.trim().slice(0, 100);
  const { words } = language;
  const offered = commonSchedules(subcommand, words);
  if (!text) return offered;
  const wanted = text.toLowerCase();
  const fitting = offered.filter(
    ({ name, value }) => value !== text && `${name} ${value}`.toLowerCase().includes(wanted),
  );
  const own = meant(text, subcommand === 'daily', language);
  return [{ name: own === null ? text : `${text} → ${own}`.slice(0, 100), value: text }, ...fitting];
}

/** The meaning of a schedule in words; null where they add nothing to the text. */
function meant(text: string, isDaily: boolean, language: Language): string | null {
  try {
    const meaning = meaningOf(planOf(scheduleText(text, isDaily), 'UTC'), language);
    return meaning.includes(text) ? null : meaning;
  } catch (error) {
    if (error instanceof BarometerError) return null;
    throw error;
  }
}
