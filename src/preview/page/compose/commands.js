// @ts-check
// The commands that the acting person can run here, subcommands spelled out.
import { api } from '../net/api.js';
import { permissionsIn } from '../world/permissions.js';
import { channelOf, guildOf, me, myGuilds } from '../world/world.js';

/** @typedef {import('discord-api-types/v10').APIApplicationCommand} Command */
/** @typedef {import('discord-api-types/v10').APIApplicationCommandOption} Option */
/** @typedef {import('discord-api-types/v10').APIApplicationCommandBasicOption} BasicOption */
/** @typedef {{name: string, path: string[], title: string, description: string, options: BasicOption[]}} Runnable */

/** Registered commands that the person may use in the channel on show. @returns {Promise<Command[]>} */
export async function commandsHere() {
  const guild = guildOf() ?? myGuilds()[0];
  if (!guild) return [];
  const held = permissionsIn(guild, me, channelOf());
  const inDm = guildOf() === undefined;
  return (await api.commands(guild.id)).filter(
    ({ default_member_permissions: needed, contexts, dm_permission }) =>
      inDm
        ? (contexts?.includes(1) ?? dm_permission !== false)
        : needed === null || (needed !== '0' && (held & BigInt(needed)) === BigInt(needed)),
  );
}

/** Slash commands, one entry for each subcommand. @returns {Promise<Runnable[]>} */
export async function runnables() {
  const known = (await commandsHere()).filter(({ type }) => type === undefined || type === 1);
  return known.flatMap((command) => flatten(command.name, [], command.description, command.options ?? []));
}

/** @param {string} name @param {string[]} path @param {string} description @param {Option[]} options @returns {Runnable[]} */
function flatten(name, path, description, options) {
  const inner = options.flatMap((option) =>
    option.type === 1 || option.type === 2
      ? flatten(name, [...path, option.name], option.description, option.options ?? [])
      : [],
  );
  if (inner.length) return inner;
  const basic = options.filter((option) => option.type !== 1 && option.type !== 2);
  return [{ name, path, title: `/${[name, ...path].join(' ')}`, description, options: basic }];
}
