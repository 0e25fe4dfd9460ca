// What to offer while a person types a schedule.
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { Key, Words } from '../../report/words.ts';

const COMMON: readonly (readonly [schedule: string, key: Key])[] = [
  ['0 * * * *', 'choice.hourly'],
  ['30 minutes', 'choice.halfHourly'],
  ['0 */6 * * *', 'choice.sixHourly'],
  ['0 9 * * *', 'choice.daily'],
  ['off', 'choice.never'],
];

/** Common schedules that hold what was typed, after what was typed itself. */
export function suggestSchedules(typed: string, w: Words): ApplicationCommandOptionChoiceData<string>[] {
  const text = typed.trim();
  const offered = COMMON.map(([value, key]) => ({ name: w(key), value }));
  if (!text) return offered;
  const wanted = text.toLowerCase();
  const fitting = offered.filter(
    ({ name, value }) => value !== text && `${name} ${value}`.toLowerCase().includes(wanted),
  );
  const own = { name: text.slice(0, 100), value: text.slice(0, 100) };
  return [own, ...fitting];
}
