// @ts-check
// Who may see and do what, from roles and channel overwrites, as Discord computes it.

/** @typedef {import('../../src/control/protocol.ts').State['guilds'][number]} Guild */
/** @typedef {import('discord-api-types/v10').APIChannel} Channel */

const bit = (/** @type {number} */ place) => 1n << BigInt(place);
export const ADMINISTRATOR = bit(3);
export const VIEW_CHANNEL = bit(10);
export const SEND_MESSAGES = bit(11);
export const MANAGE_MESSAGES = bit(13);
export const MANAGE_GUILD = bit(5);
const ALL = (1n << 60n) - 1n;

/** Everything that "moderator" means on this page: manage server, channels and messages, time people out. */
export const MODERATOR = ADMINISTRATOR | MANAGE_GUILD | MANAGE_MESSAGES | bit(4) | bit(40);

/** A thread has those of the channel that it is in. @param {Guild} guild @param {Channel | undefined} channel */
function overwritesOf(guild, channel) {
  const isThread = channel !== undefined && [10, 11, 12].includes(channel.type);
  const parent = isThread && 'parent_id' in channel ? channel.parent_id : null;
  const holder = isThread ? guild.channels.find(({ id }) => id === parent) : channel;
  return (holder && 'permission_overwrites' in holder && holder.permission_overwrites) || [];
}

/**
 * @param {Guild} guild
 * @param {string} userId
 * @param {Channel} [channel]
 * @returns {bigint} permission bits; 0 for people who are not members
 */
export function permissionsIn(guild, userId, channel) {
  if (guild.ownerId === userId) return ALL;
  const member = guild.members.find(({ user }) => user.id === userId);
  if (!member) return 0n;
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  let bits = held.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if (bits & ADMINISTRATOR) return ALL;
  const overwrites = overwritesOf(guild, channel);
  const apply = (/** @type {typeof overwrites} */ some) => {
    bits &= ~some.reduce((all, { deny }) => all | BigInt(deny), 0n);
    bits |= some.reduce((all, { allow }) => all | BigInt(allow), 0n);
  };
  apply(overwrites.filter(({ id }) => id === guild.id));
  apply(overwrites.filter(({ id }) => member.roles.includes(id)));
  apply(overwrites.filter(({ id }) => id === userId));
  return bits;
}
