// @ts-check
// What a list offers: the bot's own options, or people, roles and channels of the server on show.
import { nameOf } from '../world/names.js';
import { guildOf, people, state, visibleChannels } from '../world/world.js';

/** @typedef {import('discord-api-types/v10').APISelectMenuComponent} Select */

/** @param {Select} menu @returns {{label: string, value: string, chosen: boolean}[]} */
export function choices(menu) {
  if (menu.type === 3) {
    return menu.options.map(({ label, value, description, default: chosen }) => ({
      label: description ? `${label} · ${description}` : label,
      value,
      chosen: chosen ?? false,
    }));
  }
  const before = new Set(menu.default_values?.map(({ id }) => id));
  return entities(menu).map(({ label, value }) => ({ label, value, chosen: before.has(value) }));
}

/** @param {Exclude<Select, {type: 3}>} menu @returns {{label: string, value: string}[]} */
function entities(menu) {
  const guild = guildOf();
  const users = [...people(), state.bot].map(({ id }) => ({ label: `@${nameOf(id)}`, value: id }));
  const roles = (guild?.roles ?? []).map(({ id, name }) => ({ label: name, value: id }));
  if (menu.type === 5) return users;
  if (menu.type === 6) return roles;
  if (menu.type === 7) return [...users, ...roles];
  const types = menu.channel_types ?? [];
  return (guild ? visibleChannels(guild) : [])
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ id, name }) => ({ label: `#${name ?? id}`, value: id }));
}
