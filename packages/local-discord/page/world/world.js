// @ts-check
// What the page knows: the servers, the messages, who acts and in which channel. Views subscribe to changes.
import { permissionsIn, VIEW_CHANNEL } from './permissions.js';

/** @typedef {import('../../src/control/protocol.ts').State} State */
/** @typedef {import('../../src/control/protocol.ts').MessageTag} MessageTag */
/** @typedef {import('discord-api-types/v10').APIMessage} Message */
/** @typedef {import('./permissions.js').Guild} Guild */
/** @typedef {import('./permissions.js').Channel} Channel */
/** @typedef {'state' | 'channel' | 'messages' | 'message' | 'tag' | 'typing' | 'unread' | 'draft' | 'caption' | 'wandered'} Topic */

/** @type {State} */
export let state = {
  bot: /** @type {State['bot']} */ ({
    id: '0',
    username: '',
    discriminator: '0',
    avatar: null,
    global_name: null,
  }),
  online: false,
  users: [],
  guilds: [],
  dms: [],
  readers: [],
  mounts: [],
};
/** The person that acts. */
export let me = '';
/** The open channel. */
export let channelId = '';
/** Messages of the open channel, by id. @type {Map<string, Message>} */
export const messages = new Map();
/** @type {Map<string, MessageTag>} */
export const tags = new Map();
/** Channels with messages not yet seen, and how many of these mention the person. @type {Map<string, number>} */
export const unread = new Map();

/** @type {Map<Topic, Set<(detail?: any) => void>>} */
const listeners = new Map();

/**
 * @param {Topic} topic
 * @param {(detail?: any) => void} listener
 * @returns {() => void} ends it
 */
export function on(topic, listener) {
  const set = listeners.get(topic) ?? new Set();
  listeners.set(topic, set.add(listener));
  return () => void set.delete(listener);
}

/**
 * @param {Topic} topic
 * @param {unknown} [detail]
 */
export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** @param {State} next */
export function setState(next) {
  state = next;
  if (!people().some(({ id }) => id === me)) me = people()[0]?.id ?? '';
  emit('state');
}

/** @param {Message} message in a channel that is not on show */
export function markUnread(message) {
  const isMeant =
    message.mentions?.some(({ id }) => id === me) || message.referenced_message?.author.id === me;
  unread.set(message.channel_id, (unread.get(message.channel_id) ?? 0) + (isMeant ? 1 : 0));
}

/** @param {string} userId */
export function setMe(userId) {
  me = userId;
}

/** @param {string} id */
export function setChannel(id) {
  channelId = id;
  unread.delete(id);
  messages.clear();
  emit('channel');
}

/** The people that one can act as: all but bots. */
export const people = () => state.users.filter(({ bot, id }) => !bot && id !== state.bot.id);

/** @param {string} [id] @returns {Guild | undefined} the guild that has this channel */
export const guildOf = (id = channelId) =>
  state.guilds.find(({ channels }) => channels.some((channel) => channel.id === id));

/** @param {string} [id] @returns {Channel | undefined} */
export const channelOf = (id = channelId) => guildOf(id)?.channels.find((channel) => channel.id === id);

/** The person's direct channel with the bot, if it was opened. */
export const myDm = () => state.dms.find(({ userId }) => userId === me)?.channelId;

/** Text channels of a guild that the person can see. @param {Guild} guild */
export const visibleChannels = (guild) =>
  guild.channels.filter(
    (channel) =>
      [0, 5, 10, 11, 12].includes(channel.type) && permissionsIn(guild, me, channel) & VIEW_CHANNEL,
  );

/** Guilds that the person is in. */
export const myGuilds = () =>
  state.guilds.filter(({ ownerId, members }) => ownerId === me || members.some(({ user }) => user.id === me));

/** Whether the person has this permission in the open channel. @param {bigint} permission */
export function may(permission) {
  const guild = guildOf();
  return !guild || (permissionsIn(guild, me, channelOf()) & permission) === permission;
}

/** @param {string} a @param {string} b */
export const compareIds = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
