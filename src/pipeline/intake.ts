// What comes in from watched channels: stored durably before anything else; edits and deletes follow through.
import type { Message } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { channelId, guildId, messageId, userId, type MessageId } from '../ids.ts';
import type { NewMessage, Store } from '../store/store.ts';
import { isFromPerson } from './addressed.ts';

export interface Intake {
  /** Stores messages that are to be judged; returns how many were new. Held until `open`. */
  receive(messages: readonly Message[]): Promise<number>;
  /** New content of a message; a message without words left is forgotten. */
  edited(message: Message): Promise<void>;
  removed(ids: readonly string[]): Promise<void>;
  /** A channel or thread is gone. */
  removedChannel(guild: string, channel: string): Promise<void>;
  /** Holds new messages back until `open`: the gap before them must be measured first. */
  hold(): void;
  open(): void;
}

export function createIntake({ store, wake }: { store: Store; wake: () => void }): Intake {
  let opening: (() => void) | null = null;
  let gate: Promise<void> = Promise.resolve();

  /** Deliberately left out: bots, webhooks, Discord's own messages, messages without words, opted-out people. */
  async function accept(message: Message): Promise<NewMessage | null> {
    if (!message.inGuild() || !isFromPerson(message) || message.content.trim() === '') return null;
    const guild = guildId.parse(message.guildId);
    const author = userId.parse(message.author.id);
    const me = message.guild.members.me;
    const { watch } = await store.settings.get(guild);
    if (!me || !isWatched(factsOf(message.channel, me), watch)) return null;
    if (await store.people.isOptedOut(guild, author)) return null;
    return {
      id: messageId.parse(message.id),
      guildId: guild,
      channelId: channelId.parse(message.channelId),
      authorId: author,
      createdAt: message.createdTimestamp,
      content: message.content,
    };
  }

  async function add(messages: readonly Message[]): Promise<MessageId[]> {
    const accepted = (await Promise.all(messages.map(accept))).filter((message) => message !== null);
    if (accepted.length === 0) return [];
    const added = await store.messages.add(accepted);
    if (added.length > 0) wake();
    return added;
  }

  return {
    async receive(messages) {
      await gate;
      return (await add(messages)).length;
    },
    async edited(message) {
      if (message.content.trim() === '') {
        await store.messages.remove([messageId.parse(message.id)]);
        return;
      }
      const added = await add([message]);
      if (added.length === 0 && (await store.messages.edit(messageId.parse(message.id), message.content)))
        wake();
    },
    async removed(ids) {
      await store.messages.remove(ids.map((id) => messageId.parse(id)));
    },
    async removedChannel(guild, channel) {
      await store.messages.removeChannel(guildId.parse(guild), channelId.parse(channel));
    },
    hold() {
      if (!opening) gate = new Promise((resolve) => (opening = resolve));
    },
    open() {
      opening?.();
      opening = null;
    },
  };
}
