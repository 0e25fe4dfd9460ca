// @ts-check
// The names of people, channels and roles in the open server.
import { guildOf, state } from './world.js';

/** @typedef {{id: string, username: string, global_name?: string | null, bot?: boolean}} User */

/**
 * Nickname, else display name, else user name.
 * @param {string} userId
 * @param {User} [known] the user as a message carries it
 */
export function nameOf(userId, known) {
  const nick = guildOf()?.members.find(({ user }) => user.id === userId)?.nick;
  const user = known ?? userOf(userId);
  return nick ?? user?.global_name ?? user?.username ?? userId;
}

/** The person's place among all people. It never changes, so it gives the person a colour. @param {string} userId */
export const numberOf = (userId) => state.users.findIndex(({ id }) => id === userId) + 1;

/** @param {string} userId @returns {User | undefined} */
function userOf(userId) {
  if (userId === state.bot.id) return state.bot;
  return (
    state.users.find(({ id }) => id === userId) ??
    guildOf()?.members.find(({ user }) => user.id === userId)?.user
  );
}

/** @param {string} id @returns {string | undefined} without the # */
export const channelName = (id) => {
  const channel = guildOf(id)?.channels.find((one) => one.id === id);
  return channel?.name ?? undefined;
};

/** @param {string} id */
export const roleOf = (id) => guildOf()?.roles.find((role) => role.id === id);
