// Which messages are stored, and how: all of a page at once, or each alone where one of them cannot be stored.
import type { Message } from 'discord.js';
import { reasonOf } from '../errors.ts';
import { channelId, guildId, messageId, userId, type MessageId } from '../ids.ts';
import type { Log } from '../log.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { NewMessage, Store } from '../store/store.ts';
import { eachOf } from './each.ts';
import { ownWords } from './ownWords.ts';
import type { Proxied } from './proxies.ts';
import { isSaidToBot, whyLeftOut, whyUnread } from './unread.ts';

export interface StoringOptions {
  readonly store: Store;
  readonly log: Log;
  /** There is something to judge. */
  readonly wake: () => void;
}

export interface Storing {
  /** Stores those that are to be judged; the ids of the ones that were not stored yet. */
  add(messages: readonly Message[]): Promise<MessageId[]>;
  /** The same; of several messages one that cannot be stored is logged, and the others are stored. */
  addEach(messages: readonly Message[]): Promise<void>;
  /** Stores a voice message with what is said in it. */
  addSaid(message: Message<true>, words: string): Promise<void>;
  /** Stores what a proxy says as the message of the person behind it. */
  addProxied(proxied: Proxied): Promise<void>;
  /** Whether it is said to a bot: a question or a command is not the mood of its channel. */
  isForBot(message: Message): Promise<boolean>;
}

export function createStoring({ store, log, wake }: StoringOptions): Storing {
  async function put(accepted: readonly NewMessage[]): Promise<MessageId[]> {
    if (accepted.length === 0) return [];
    const added = await store.intake.add(accepted);
    wake(); // also where none is new: the answer of an earlier try may have been lost, which stored them
    return added;
  }

  async function add(messages: readonly Message[]): Promise<MessageId[]> {
    const found = await Promise.all(messages.map((message) => storable(message, store)));
    return put(found.filter((message) => message !== null));
  }

  return {
    add,
    async addEach(messages) {
      try {
        await add(messages);
      } catch (error) {
        if (error instanceof StoreUnavailableError || messages.length === 1) throw error;
        await eachOf(
          messages,
          (message) => add([message]),
          (failure, { id }) =>
            log.error({ messageId: id, reason: reasonOf(failure) }, 'a message could not be stored'),
        );
      }
    },
    async addSaid(message, words) {
      if (words.trim() === '' || (await whyUnread(message, store)) !== 'unheard') return;
      await put([newMessage(message, message.author.id, words)]);
    },
    async addProxied({ message, authorId }) {
      const words = ownWords(message);
      if (words === '' || (await whyLeftOut(message, authorId, store)) !== null) return;
      await put([newMessage(message, authorId, words)]);
    },
    async isForBot(message) {
      if (!message.inGuild()) return true;
      return isSaidToBot(message, await store.settings.get(guildId.parse(message.guildId)));
    },
  };
}

/** Null for what is not read. */
async function storable(message: Message, store: Store): Promise<NewMessage | null> {
  if (!message.inGuild() || (await whyUnread(message, store)) !== null) return null;
  return newMessage(message, message.author.id, ownWords(message));
}

const newMessage = (message: Message<true>, author: string, content: string): NewMessage => ({
  id: messageId.parse(message.id),
  guildId: guildId.parse(message.guildId),
  channelId: channelId.parse(message.channelId),
  authorId: userId.parse(author),
  createdAt: message.createdTimestamp,
  content,
});
