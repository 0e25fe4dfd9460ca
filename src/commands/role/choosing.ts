// Choosing one of the roles: suggestions in the reader's language, and the role that a name means.
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { Role } from '../../llm/role/role.ts';
import type { Roles } from '../../llm/role/runner.ts';
import type { Locale } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import { Refusal } from '../command.ts';
import type { Link } from '../links.ts';
import { quoted } from '../wording.ts';

/** Those whose name or words have what was typed. */
export function suggestRoles(
  roles: readonly Role[],
  typed: string,
  locale: Locale,
): ApplicationCommandOptionChoiceData<string>[] {
  const wanted = typed.trim().toLowerCase();
  return roles
    .map(({ name, titles, abouts }) => ({
      name: `${titles[locale]} – ${abouts[locale]}`.slice(0, 100),
      value: name,
    }))
    .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
}

/** By its name, or by what it is called in any language. Throws Refusal where there is none. */
export function roleNamed(typed: string, roles: Pick<Roles, 'list'>, words: Words, link: Link): Role {
  const wanted = typed.trim().toLowerCase();
  const isMeant = ({ name, titles }: Role) =>
    [name, ...Object.values(titles)].some((one) => one.toLowerCase() === wanted);
  const found = roles.list().find(isMeant);
  if (found) return found;
  throw new Refusal(words('role.unknown', { text: quoted(typed), command: link('role list') }));
}
