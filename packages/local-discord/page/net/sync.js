// @ts-check
// Keeps the page's world in step with the server: first load, live events, and catching up after a gap.
import { api } from './api.js';
import { listen } from './live.js';
import * as world from '../world/world.js';

/** @typedef {import('../../src/control/protocol.ts').ControlEvent} ControlEvent */
/** @typedef {import('discord-api-types/v10').APIMessage} Message */

const PAGE_SIZE = 60;
let stop = () => {};
let reading = false;
let readAgain = false;
let loading = 0;
/** Events that came while a channel was being read: the answer may be older than they are. @type {ControlEvent[]} */
let meanwhile = [];

/** Follows the server as the acting person. @param {(connected: boolean) => void} onConnection */
export function follow(onConnection) {
  stop();
  stop = listen(world.me, {
    onOpen() {
      onConnection(true);
      void refreshState();
      void loadChannel();
    },
    onLost: () => onConnection(false),
    onEvent(event) {
      if (loading > 0) meanwhile.push(event);
      receive(event);
    },
  });
}

/** Reads the state. Calls while it is being read lead to one more reading, however many they are. */
export async function refreshState() {
  readAgain = reading;
  if (reading) return;
  reading = true;
  try {
    world.setState(await api.state());
  } catch {
    // The banner already says that the connection is lost. When it is back, the state is read again.
  } finally {
    reading = false;
  }
  if (readAgain) await refreshState();
}

/** Reads the newest messages of the channel on show. */
export async function loadChannel() {
  const { channelId, me } = world;
  if (!channelId) return;
  loading += 1;
  const page = await api.messages({ channelId, userId: me, limit: PAGE_SIZE }).catch(() => undefined);
  loading -= 1;
  const events = meanwhile;
  if (loading === 0) meanwhile = [];
  if (!page || channelId !== world.channelId || me !== world.me) return;
  // The answer to a later request will be newer.
  if (loading > 0) return;
  world.messages.clear();
  keep(page);
  for (const event of events) receive(event);
  world.emit('messages');
  await loadTags(page);
}

/** Reads the page before the oldest message. @returns {Promise<boolean>} there was one */
export async function loadOlder() {
  const { channelId, me } = world;
  const before = [...world.messages.keys()].sort(world.compareIds)[0];
  if (!before) return false;
  const page = await api.messages({ channelId, userId: me, limit: PAGE_SIZE, before });
  if (channelId !== world.channelId || me !== world.me) return false;
  keep(page);
  world.emit('messages', 'older');
  await loadTags(page);
  return page.length > 0;
}

/** Reads pages back to a message of the open channel. @param {string} id @returns {Promise<boolean>} it is there */
export async function loadBackTo(id) {
  const isOlderThanAll = () => [...world.messages.keys()].every((known) => world.compareIds(id, known) < 0);
  while (!world.messages.has(id) && isOlderThanAll() && (await loadOlder()));
  return world.messages.has(id);
}

/** @param {Message[]} page */
function keep(page) {
  for (const message of page) world.messages.set(message.id, message);
}

/** @param {Message[]} page */
async function loadTags(page) {
  if (!page.length) return;
  const found = await api
    .tags(
      world.channelId,
      page.map(({ id }) => id),
    )
    .catch(() => []);
  for (const tag of found) receive({ type: 'tag', tag });
}

/** Takes a message from the answer to a request: the feed may have told of it already, and of later changes. @param {Message} message */
export function bring(message) {
  if (!world.messages.has(message.id)) receive({ type: 'message', message });
}

/** @param {ControlEvent} event */
function receive(event) {
  switch (event.type) {
    case 'state':
      return void refreshState();
    case 'message':
      return onMessage(event.message);
    case 'edit':
      return onEdit(event.message);
    case 'reactions': {
      const held = world.messages.get(event.message.id);
      if (held) onEdit({ ...held, reactions: event.message.reactions ?? [] });
      return;
    }
    case 'delete':
      for (const id of event.ids) {
        if (world.messages.delete(id)) world.emit('message', id);
        updateAnswers(id, null);
      }
      return;
    case 'typing':
      return world.emit('typing', event);
    case 'tag':
      world.tags.set(event.tag.messageId, event.tag);
      return world.emit('tag', event.tag.messageId);
    case 'caption':
      return world.emit('caption', event.caption);
  }
}

/** @param {Message} message */
function onMessage(message) {
  if (message.channel_id !== world.channelId) {
    world.markUnread(message);
    return world.emit('unread');
  }
  world.messages.set(message.id, message);
  world.emit('message', message.id);
}

/** Answers show the message that they answer, so they change when it is edited or deleted. @param {string} id @param {Message | null} original */
function updateAnswers(id, original) {
  for (const [answerId, answer] of world.messages) {
    if (answer.message_reference?.message_id !== id) continue;
    world.messages.set(answerId, { ...answer, referenced_message: original });
    world.emit('message', answerId);
  }
}

/** @param {Message} message */
function onEdit(message) {
  const held = world.messages.get(message.id);
  if (!held) return;
  if (held.content !== message.content) world.tags.delete(message.id);
  const next = { ...held, ...message };
  world.messages.set(message.id, next);
  world.emit('message', message.id);
  if (held.content !== next.content) updateAnswers(message.id, next);
}
