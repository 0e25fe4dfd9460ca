// How a persona is called, in the reader's language.
import type { Locale } from '../locale.ts';
import type { Words } from '../report/words.ts';
import type { CommandContext } from './command.ts';
import { quoted } from './wording.ts';

/** `name`: of its file; null: the bot talks as it does by itself, and so it does where the file is gone. */
export function personaTitle(
  personas: CommandContext['personas'],
  name: string | null,
  locale: Locale,
  words: Words,
): string {
  if (name === null) return words('persona.own');
  return personas.get(name)?.titles[locale] ?? words('persona.gone', { name: quoted(name) });
}
