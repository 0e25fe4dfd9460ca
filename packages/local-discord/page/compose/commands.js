// @ts-check
// The commands that the acting person can run here. Each subcommand is an entry of its own.
import { api } from '../net/api.js';
import { permissionsIn } from '../world/permissions.js';
import { language } from '../words.js';
import { channelOf, guildOf, me, myGuilds, on } from '../world/world.js';

/** @typedef {import('discord-api-types/v10').APIApplicationCommand} Command */
/** @typedef {import('discord-api-types/v10').APIApplicationCommandOption} Option */
/** @typedef {import('discord-api-types/v10').APIApplicationCommandBasicOption} BasicOption */
/** @typedef {{name: string, path: string[], title: string, plain: string, description: string, options: BasicOption[]}} Runnable */

/** What each person finds in each guild, and in direct messages. Cleared when the server says that something changed. @type {Map<string, Promise<Command[]>>} */
const known = new Map();
on('state', () => known.clear());

/** @param {string | undefined} guildId */
function registered(guildId) {
  const key = `${guildId} ${me}`;
  const asked = known.get(key) ?? api.commands({ guildId, userId: me });
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}

/** Registered commands that the person may use in the channel on show. @returns {Promise<Command[]>} */
export async function commandsHere() {
  const guild = guildOf() ?? myGuilds()[0];
  if (!guild) return [];
  const held = permissionsIn(guild, me, channelOf());
  const inDm = guildOf() === undefined;
  return (await registered(guildOf()?.id)).filter(
    ({ default_member_permissions: needed, contexts, dm_permission }) =>
      inDm
        ? (contexts?.includes(1) ?? dm_permission !== false)
        : needed === null || (needed !== '0' && (held & BigInt(needed)) === BigInt(needed)),
  );
}

/** Slash commands, one entry for each subcommand. @returns {Promise<Runnable[]>} */
export async function runnables() {
  const slash = (await commandsHere()).filter(({ type }) => type === undefined || type === 1);
  return slash.flatMap((command) => flatten(command.name, [], [command], command.options ?? []));
}

/**
 * @param {string} name
 * @param {string[]} path
 * @param {(Command | Option)[]} parts the command and its subcommands so far
 * @param {Option[]} options
 * @returns {Runnable[]}
 */
function flatten(name, path, parts, options) {
  const inner = options.flatMap((option) =>
    option.type === 1 || option.type === 2
      ? flatten(name, [...path, option.name], [...parts, option], option.options ?? [])
      : [],
  );
  if (inner.length) return inner;
  const basic = options.filter((option) => option.type !== 1 && option.type !== 2);
  const last = parts.at(-1);
  return [
    {
      name,
      path,
      title: `/${parts.map(localName).join(' ')}`,
      plain: `/${[name, ...path].join(' ')}`,
      description: last ? localDescription(last) : '',
      options: basic,
    },
  ];
}

/** @typedef {Partial<Record<string, string | null>> | null | undefined} Localizations */

/** @param {{name: string, name_localizations?: Localizations}} of */
export const localName = (of) => of.name_localizations?.[language] ?? of.name;

/** @param {{description: string, description_localizations?: Localizations}} of */
export const localDescription = (of) => of.description_localizations?.[language] ?? of.description;
