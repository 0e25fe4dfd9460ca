// Messages of watched channels come in: each is stored before anything else happens; edits and deletes follow.
import type { Message } from 'discord.js';
import { reasonOf } from '../errors.ts';
import { createLanes } from '../flow/lanes.ts';
import { channelId, guildId, messageId } from '../ids.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { openGap } from './gaps.ts';
import type { Background } from './background.ts';
import { createGate, type Gate, type Holder } from './gate.ts';
import type { Hearing } from './hearing.ts';
import { isVoice, ownWords } from './ownWords.ts';
import { createProxies } from './proxies.ts';
import { untilStoreAnswers, type Waiting } from './storeAway.ts';
import { createStoring } from './storing.ts';
import { createVoices, type Voices } from './voices.ts';

/**
 * Within one channel everything keeps its order. So a delete never overtakes its message, and a gap that is measured
 * from the newest stored message misses none that still waits.
 */
export interface Intake {
  /**
   * Stores a message that is to be judged. While the store can't be used, it waits in memory. When too many wait, it is
   * dropped and a gap is opened, so that it is read back later.
   */
  receive(message: Message): Promise<void>;
  /** The same for messages of one channel that were read back, oldest first: these are never dropped. */
  readonly readBack: (messages: readonly Message[]) => Promise<void>;
  /** A message has new content. One that has no words any more, or that is now said to a bot, is removed. */
  edited(message: Message): Promise<void>;
  removed(channel: string, ids: readonly string[]): Promise<void>;
  /** A channel or thread is gone. */
  removedChannel(guild: string, channel: string): Promise<void>;
  /** Holds everything back until all who hold have opened: first it must be known which earlier messages were missed. */
  hold(who: Holder): void;
  open(who: Holder): void;
  /** Voice messages among them. */
  readonly voices: Pick<Voices, 'resume' | 'counts' | 'dropPerson'>;
}

export interface IntakeOptions extends Waiting {
  readonly store: Store;
  /** Called before a message is stored. If the program ends in between, the message is read back and this is called again. */
  readonly consider: (message: Message) => Promise<void>;
  readonly hearing: Hearing;
  readonly background: Pick<Background, 'run'>;
  /** There is something to judge. */
  readonly wake: () => void;
  /** A gap was opened. */
  readonly onGap: () => void;
  /** How many messages may wait in memory; 10,000 unless given. */
  readonly most?: number;
}

const MOST = 10_000;

export function createIntake(options: IntakeOptions): Intake {
  const { store, wake, signal } = options;
  const gate = createGate(signal);
  const storing = createStoring(options);
  const waiting = createWaitingRoom(options, gate);

  const voices = createVoices({
    ...options,
    storing,
    inOrder: (channel, task) => waiting.take(channel, task),
  });
  const proxies = createProxies();

  async function take(messages: readonly Message[]): Promise<void> {
    await considerEach(messages, options);
    await storing.addEach(messages);
    await voices.take(messages);
  }

  async function takeNew(message: Message<true>): Promise<void> {
    const proxied = proxies.note(message);
    await take([message]);
    if (proxied) await storing.addProxied(proxied);
  }

  async function remove(ids: readonly string[]): Promise<void> {
    voices.drop(ids); // again: when the deletion came in, they may have waited to be taken up
    await store.intake.remove(ids.map((id) => messageId.parse(id)));
    for (const proxied of proxies.deleted(ids)) await storing.addProxied(proxied);
  }

  return {
    async receive(message) {
      if (message.inGuild()) await waiting.takeOrLetGo(message, () => takeNew(message));
      else await options.consider(message);
    },
    async readBack(messages) {
      const channel = messages[0]?.channelId;
      if (channel !== undefined) await waiting.take(channel, () => take(messages));
    },
    edited: (message) =>
      waiting.change(message.channelId, 'an edit', async () => {
        const id = messageId.parse(message.id);
        if (isVoice(message)) return; // what is said cannot be edited
        const words = ownWords(message);
        if (words === '' || (await storing.isForBot(message))) {
          await store.intake.remove([id]);
          return;
        }
        const added = await storing.add([message]);
        if (added.length > 0) return;
        await store.intake.edit(id, words);
        wake(); // whatever it returns: an earlier try may have changed the message, and its answer was lost
      }),
    removed(channel, ids) {
      voices.drop(ids);
      return waiting.change(channel, 'a deletion', () => remove(ids));
    },
    removedChannel: (guild, channel) =>
      waiting.change(channel, 'the end of a channel', () => {
        voices.dropChannel(channel);
        return store.intake.removeChannel(guildId.parse(guild), channelId.parse(channel));
      }),
    hold: (who) => gate.hold(who),
    open: (who) => gate.open(who),
    voices,
  };
}

async function considerEach(
  messages: readonly Message[],
  { consider, log, signal }: IntakeOptions,
): Promise<void> {
  for (const message of messages) {
    try {
      await consider(message);
    } catch (error) {
      if (error instanceof StoreUnavailableError || signal.aborted) throw error;
      log.error({ messageId: message.id, reason: reasonOf(error) }, 'a message could not be answered');
    }
  }
}

/** Where work waits for the gate and the store, each channel in its order. */
function createWaitingRoom({ store, onGap, most = MOST, ...waiting }: IntakeOptions, gate: Gate) {
  // Edits and deletes cannot be read back, so more of them may wait.
  const mostChanges = 2 * most;
  const { clock, log, signal } = waiting;
  const lanes = createLanes();
  /** Channels that drop messages until their gap is open. */
  const missing = new Set<string>();

  /** Null when too many wait. Work that the end of the program cuts short is read back after the next start. */
  function enter(channel: string, task: () => Promise<unknown>, room: number): Promise<void> | null {
    const work = async () => {
      await gate.passed();
      try {
        await untilStoreAnswers('what people write', task, waiting);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    };
    return lanes.enter(channel, work, room);
  }

  async function letGo(message: Message<true>): Promise<void> {
    missing.add(message.channelId);
    log.warn({ channelId: message.channelId }, 'too much waits for the store: the rest will be read back');
    const gap = {
      guildId: guildId.parse(message.guildId),
      channelId: channelId.parse(message.channelId),
      after: (BigInt(message.id) - 1n).toString(),
    };
    const open = async () => {
      await openGap(store.claims, gap, clock.now());
      missing.delete(message.channelId);
      onGap();
    };
    await enter(message.channelId, open, Infinity);
  }

  return {
    /** However many wait. */
    async take(channel: string, task: () => Promise<unknown>): Promise<void> {
      await enter(channel, task, Infinity);
    },
    /** A message without room is dropped, and so are those after it in its channel: they are read back. */
    async takeOrLetGo(message: Message<true>, task: () => Promise<unknown>): Promise<void> {
      if (missing.has(message.channelId)) return;
      await (enter(message.channelId, task, most) ?? letGo(message));
    },
    /** `what` names a change that has no room in the log. */
    async change(channel: string, what: string, task: () => Promise<unknown>): Promise<void> {
      const entered = enter(channel, task, mostChanges);
      if (entered) await entered;
      else log.error({ channelId: channel }, `${what} was missed: too much waits for the store`);
    },
  };
}
