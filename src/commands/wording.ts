// Names and descriptions of commands in every language, as Discord registers them; and hostile text made harmless.
import type { BaseInteraction } from 'discord.js';
import { LOCALES, localeFor } from '../locale.ts';
import { words, type Key, type Words } from '../report/words.ts';

/** What stands before ".name" in the locales: "command.mood", "option.hours". */
type Path = Key extends infer K ? (K extends `${infer P}.name` ? P : never) : never;

interface Worded {
  name: string;
  name_localizations: Record<string, string>;
  description: string;
  description_localizations: Record<string, string>;
}

const OTHERS = LOCALES.filter((locale) => locale !== 'en');

const inOthers = (key: Key) => Object.fromEntries(OTHERS.map((locale) => [locale, words(locale)(key)]));

/** Name and description of a command, subcommand or option. */
export function worded(path: Path): Worded {
  const name: Key = `${path}.name`;
  const description: Key = `${path}.description`;
  return {
    name: words('en')(name),
    name_localizations: inOthers(name),
    description: words('en')(description),
    description_localizations: inOthers(description),
  };
}

/** A choice of an option. */
export function choice(
  value: string,
  key: Key,
): {
  value: string;
  name: string;
  name_localizations: Record<string, string>;
} {
  return { value, name: words('en')(key), name_localizations: inOthers(key) };
}

/** The words for what only the person who asked sees. */
export function wordsFor(interaction: Pick<BaseInteraction, 'locale'>): Words {
  return words(localeFor(interaction.locale));
}

/** Text that a person typed, as code: short, on one line, and without a way out. */
export function quoted(text: string): string {
  const flat = text.replace(/[`\s]+/g, ' ').trim();
  return `\`${flat.length > 80 ? `${flat.slice(0, 80)}…` : flat || ' '}\``;
}
