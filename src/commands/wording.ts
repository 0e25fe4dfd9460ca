// Names and descriptions of commands in every language, in the form that Discord registers; and quoting of typed text.
import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  InteractionContextType,
} from 'discord.js';
import { LOCALES, localeFor } from '../locale.ts';
import { wordsIn, type Key, type Words } from '../report/words.ts';
import type { MessageMenu } from './command.ts';

/** What stands before ".name" in the locales: "command.mood", "option.hours". */
type Path = Key extends infer K ? (K extends `${infer P}.name` ? P : never) : never;

interface Localized {
  name: string;
  name_localizations: Record<string, string>;
  description: string;
  description_localizations: Record<string, string>;
}

const OTHERS = LOCALES.filter((locale) => locale !== 'en');

const inOthers = (key: Key) => Object.fromEntries(OTHERS.map((locale) => [locale, wordsIn(locale)(key)]));

/** Name and description of a command, subcommand or option. */
export function localized(path: Path): Localized {
  const name: Key = `${path}.name`;
  const description: Key = `${path}.description`;
  return {
    name: wordsIn('en')(name),
    name_localizations: inOthers(name),
    description: wordsIn('en')(description),
    description_localizations: inOthers(description),
  };
}

/** The registration of an entry in the menu of a message. */
export function messageMenu(key: Key): MessageMenu['data'] {
  return {
    type: ApplicationCommandType.Message,
    name: wordsIn('en')(key),
    name_localizations: inOthers(key),
    contexts: [InteractionContextType.Guild],
  };
}

export function subcommand(
  path: Path,
  options: NonNullable<APIApplicationCommandSubcommandOption['options']> = [],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...localized(path), options };
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
  return { value, name: wordsIn('en')(key), name_localizations: inOthers(key) };
}

/** The words in the person's own language, for what only that person sees. */
export function wordsFor(interaction: Pick<BaseInteraction, 'locale'>): Words {
  return wordsIn(localeFor(interaction.locale));
}

/** Text that a person typed, as inline code: one line of at most 81 characters, in which no Markdown works. */
export function quoted(text: string): string {
  const flat = text.replace(/[`\s]+/g, ' ').trim();
  return `\`${flat.length > 80 ? `${flat.slice(0, 80)}…` : flat || ' '}\``;
}
