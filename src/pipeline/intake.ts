// What comes in from watched channels: stored durably before anything else; edits and deletes follow through.
import type { Message } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { channelId, guildId, messageId, userId, type MessageId } from '../ids.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { NewMessage, Store } from '../store/store.ts';
import { isFromPerson } from './addressed.ts';
import { eachOf } from './each.ts';
import { openGap } from './gaps.ts';
import { createLanes } from '../flow/lanes.ts';
import { whenStored, type Waiting } from './storeAway.ts';

/**
 * Of one channel everything happens in the order in which it came: a delete never overtakes its message, and the
 * newest message held never hides an older one that still waits for the store.
 */
export interface Intake {
  /**
   * Stores a message that is to be judged. While the store can't be used it waits in memory; when too many wait, it
   * is let go, and a gap is opened in which it is read back.
   */
  receive(message: Message): Promise<void>;
  /** The same for messages of one channel that were read back, oldest first: these are never let go. */
  readonly readBack: (messages: readonly Message[]) => Promise<void>;
  /** New content of a message; a message without words left is forgotten. */
  edited(message: Message): Promise<void>;
  removed(channel: string, ids: readonly string[]): Promise<void>;
  /** A channel or thread is gone. */
  removedChannel(guild: string, channel: string): Promise<void>;
  /** Holds everything back until all who hold have let go: the gap before it must be measured first. */
  hold(who: Holder): void;
  open(who: Holder): void;
}

/** Each its own: who is named twice holds once. */
type Holder = string | symbol;

export interface IntakeOptions extends Waiting {
  readonly store: Store;
  /** Done before a message is stored: after an end of the program in between it is read back, and done again. */
  readonly consider: (message: Message) => Promise<void>;
  /** There is something to judge. */
  readonly wake: () => void;
  /** A gap was opened. */
  readonly onGap: () => void;
  /** How many messages may wait in memory; 10,000 unless given. */
  readonly most?: number;
}

const MOST = 10_000;

export function createIntake({
  store,
  consider,
  wake,
  onGap,
  most = MOST,
  ...waiting
}: IntakeOptions): Intake {
  // Edits and deletes cannot be read back: for them there is more room.
  const mostChanges = 2 * most;
  const { clock, log, signal } = waiting;
  const lanes = createLanes();
  const holders = new Set<Holder>();
  /** Channels that let messages go, until the gap is open. */
  const missing = new Set<string>();
  let letIn = () => {};
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
    const added = await store.intake.add(accepted);
    wake(); // also where none is new: the answer of an earlier try may have been lost, which stored them
    return added;
  }

  /** One message that cannot be stored does not keep the rest of its page out. */
  async function addEach(messages: readonly Message[]): Promise<void> {
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
  }

  /** Null when too many wait. What the end of the program cuts short is read back after the next start. */
  function keep(channel: string, task: () => Promise<unknown>, room: number): Promise<void> | null {
    return lanes.enter(
      channel,
      async () => {
        await gate;
        try {
          await whenStored('what people write', task, waiting);
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      },
      room,
    );
  }

  async function change(channel: string, what: string, task: () => Promise<unknown>): Promise<void> {
    const kept = keep(channel, task, mostChanges);
    if (kept) await kept;
    else log.error({ channelId: channel }, `${what} was missed: too much waits for the store`);
  }

  async function take(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      try {
        await consider(message);
      } catch (error) {
        if (error instanceof StoreUnavailableError || signal.aborted) throw error;
        log.error({ messageId: message.id, reason: reasonOf(error) }, 'a message could not be answered');
      }
    }
    await addEach(messages);
  }

  async function letGo(message: Message<true>): Promise<void> {
    missing.add(message.channelId);
    log.warn({ channelId: message.channelId }, 'too much waits for the store: the rest will be read back');
    const gap = {
      guildId: guildId.parse(message.guildId),
      channelId: channelId.parse(message.channelId),
      after: (BigInt(message.id) - 1n).toString(),
    };
    await keep(
      message.channelId,
      async () => {
        await openGap(store.claims, gap, clock.now());
        missing.delete(message.channelId);
        onGap();
      },
      Infinity,
    );
  }

  const letAllIn = () => {
    holders.clear();
    letIn();
  };
  signal.addEventListener('abort', letAllIn, { once: true });

  return {
    async receive(message) {
      if (!message.inGuild()) await consider(message);
      else if (!missing.has(message.channelId)) {
        await (keep(message.channelId, () => take([message]), most) ?? letGo(message));
      }
    },
    async readBack(messages) {
      const channel = messages[0]?.channelId;
      if (channel !== undefined) await keep(channel, () => take(messages), Infinity);
    },
    edited: (message) =>
      change(message.channelId, 'an edit', async () => {
        const id = messageId.parse(message.id);
        if (message.content.trim() === '') {
          await store.intake.remove([id]);
          return;
        }
        const added = await add([message]);
        if (added.length > 0) return;
        await store.intake.edit(id, message.content);
        wake(); // whatever it answers, for the same reason
      }),
    removed: (channel, ids) =>
      change(channel, 'a deletion', () => store.intake.remove(ids.map((id) => messageId.parse(id)))),
    removedChannel: (guild, channel) =>
      change(channel, 'the end of a channel', () =>
        store.intake.removeChannel(guildId.parse(guild), channelId.parse(channel)),
      ),
    hold(who) {
      if (signal.aborted) return;
      if (holders.size === 0) gate = new Promise((resolve) => (letIn = resolve));
      holders.add(who);
    },
    open(who) {
      if (holders.delete(who) && holders.size === 0) letIn();
    },
  };
}
