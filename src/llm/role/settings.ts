// The settings of a role's file, and the errors that name their places.
import { LOCALES } from '../../locale.ts';
import { PromptFileError, type PromptFile } from '../promptFile.ts';
import type { Role } from './role.ts';

/** Ranges of the numbers, and what holds where the file says nothing. */
const NUMBERS = {
  tokens: [1, 600, 120],
  characters: [20, 4000, 1000],
  messages: [2, 50, 20],
  items: [1, 20, 5],
} as const;
export const LIMITS = Object.keys(NUMBERS);

export type Settings = ReturnType<typeof settingsOf>;

export function settingsOf(file: string, { settings }: PromptFile) {
  const text = (name: string) => settings.get(name)?.text.trim();
  function wrong(name: string, problem: string): PromptFileError {
    const setting = settings.get(name);
    return setting
      ? new PromptFileError(file, setting.number, problem, setting.column)
      : new PromptFileError(file, 1, `the setting "${name}" is missing: ${problem}`);
  }
  function number(name: string, [least, most]: readonly [number, number, ...number[]]): number | null {
    const typed = text(name);
    if (typed === undefined) return null;
    const value = Number(typed);
    if (typed !== '' && value >= least && value <= most) return value;
    throw wrong(name, `"${name}" must be a number from ${least} to ${most}, not "${typed}"`);
  }
  return {
    text,
    wrong,
    number,
    oneOf<T extends string>(name: string, all: readonly T[]): T | null {
      const typed = text(name);
      const known = all.find((one) => one === typed);
      if (known === undefined && typed !== undefined) {
        throw wrong(name, `"${name}" must be one of ${all.join(', ')}, not "${typed}"`);
      }
      return known ?? null;
    },
    /** In each language; where a file has none of its own, the one without a language. */
    inLanguages(name: 'title' | 'about', longest: number): Role['titles'] {
      const common = text(name);
      if (!common) throw wrong(name, 'lists show it');
      const all = LOCALES.map((locale) => {
        const key = text(`${name}-${locale}`) === undefined ? name : `${name}-${locale}`;
        const said = text(key) ?? common;
        if (said.length > longest) throw wrong(key, `it has ${said.length} characters, at most ${longest}`);
        return [locale, said] as const;
      });
      return Object.fromEntries(all) as Role['titles'];
    },
    limits(): Role['limits'] {
      const whole = (name: keyof typeof NUMBERS) =>
        Math.round(number(name, NUMBERS[name]) ?? NUMBERS[name][2]);
      return {
        tokens: whole('tokens'),
        characters: whole('characters'),
        messages: whole('messages'),
        items: whole('items'),
      };
    },
  };
}
