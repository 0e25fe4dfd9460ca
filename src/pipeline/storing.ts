// Which messages are stored, and how: all of a page at once, or each alone where one of them cannot be stored.
import type { Message } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { channelId, guildId, messageId, userId, type MessageId } from '../ids.ts';
import type { Log } from '../log.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { NewMessage, Store } from '../store/store.ts';
import { addressesBot, isCommand, isFromPerson } from './addressed.ts';
import { eachOf } from './each.ts';

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
  /** Whether it is said to a bot: a question or a command is not the mood of its channel. */
  isForBot(message: Message): Promise<boolean>;
}

export function createStoring({ store, log, wake }: StoringOptions): Storing {
  async function add(messages: readonly Message[]): Promise<MessageId[]> {
    const found = await Promise.all(messages.map((message) => storable(message, store)));
    const accepted = found.filter((message) => message !== null);
    if (accepted.length === 0) return [];
    const added = await store.intake.add(accepted);
    wake(); // also where none is new: the answer of an earlier try may have been lost, which stored them
    return added;
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
    async isForBot(message) {
      if (!message.inGuild()) return true;
      return isSaidToBot(message, await store.settings.get(guildId.parse(message.guildId)));
    },
  };
}

const isSaidToBot = (message: Message, settings: GuildSettings): boolean =>
  addressesBot(message, settings) || isCommand(message.content);

/**
 * Null for what is left out: bots, webhooks, Discord's own messages, messages without words, opted-out people, and what
 * is said to a bot.
 */
async function storable(message: Message, store: Store): Promise<NewMessage | null> {
  if (!message.inGuild() || !isFromPerson(message) || message.content.trim() === '') return null;
  const guild = guildId.parse(message.guildId);
  const author = userId.parse(message.author.id);
  const me = message.guild.members.me;
  const settings = await store.settings.get(guild);
  if (!me || !isWatched(factsOf(message.channel, me), settings.watch)) return null;
  if (isSaidToBot(message, settings)) return null;
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
