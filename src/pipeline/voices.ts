// Voice messages of watched channels: heard one at a time beside everything else, then stored as other messages are.
import type { Client, Message } from 'discord.js';
import { orNull } from '../discord/gone.ts';
import { reasonOf } from '../errors.ts';
import { createLanes } from '../flow/lanes.ts';
import { guildId, type GuildId, type UserId } from '../ids.ts';
import type { Store } from '../store/store.ts';
import type { Background } from './background.ts';
import { eachOf } from './each.ts';
import type { Hearing } from './hearing.ts';
import type { Storing } from './storing.ts';
import { untilStoreAnswers, type Waiting } from './storeAway.ts';
import { whyUnread } from './unread.ts';

/** Voice messages of a server since the start of this process. */
export interface VoiceCounts {
  readonly heard: number;
  /** Nobody transcribes them, they are too long, or it failed. */
  readonly unheard: number;
}

export interface Voices {
  /** Takes those up that are to be heard; when it resolves, the end of the program does not lose them. */
  take(messages: readonly Message[]): Promise<void>;
  /** Messages were deleted: they are not heard to the end, and nothing of them is stored. */
  drop(ids: readonly string[]): void;
  /** The same for all of a channel that is gone. */
  dropChannel(channel: string): void;
  /** The same for all of a person in a server, who had them deleted or opted out. */
  dropPerson(guild: GuildId, person: UserId): void;
  /** After a start: takes up what was to be heard and was not. */
  resume(client: Client<true>): Promise<void>;
  counts(guild: GuildId): VoiceCounts;
}

export interface VoicesOptions extends Waiting {
  readonly store: Store;
  readonly storing: Storing;
  readonly hearing: Hearing;
  readonly background: Pick<Background, 'run'>;
  /** Does a task in the order of a channel's messages. */
  readonly inOrder: (channel: string, task: () => Promise<unknown>) => Promise<void>;
}

const PREFIX = 'voice:';
const MOST_WAITING = 100;
/** Of one server, so that there is room for others. */
const MOST_OF_SERVER = 25;
const NONE: VoiceCounts = { heard: 0, unheard: 0 };

interface Waiter {
  readonly message: Message<true>;
  readonly dropped: AbortController;
}

export function createVoices(options: VoicesOptions): Voices {
  const { store, storing, hearing, background, inOrder, clock, signal, log } = options;
  const { claims } = store;
  const turns = createLanes();
  const counts = new Map<GuildId, VoiceCounts>();
  const underWay = new Map<string, Waiter>();

  const count = (guild: GuildId, what: keyof VoiceCounts) => {
    const held = counts.get(guild) ?? NONE;
    counts.set(guild, { ...held, [what]: held[what] + 1 });
  };

  async function hear(message: Message<true>, key: string, dropped: AbortSignal): Promise<void> {
    const guild = guildId.parse(message.guildId);
    const end = AbortSignal.any([signal, dropped]);
    const read = () => Promise.all([store.settings.get(guild), whyUnread(message, store)]);
    const [{ locale }, unread] = await untilStoreAnswers('a voice message', read, options);
    // While it waited its author may have opted out, or its channel may be read no more.
    const isMeant = unread === 'unheard';
    const words = isMeant ? await unlessEnded(end, () => hearing.hear(message, locale, end)) : null;
    if (signal.aborted) return; // it is taken up again after the next start
    await inOrder(message.channelId, async () => {
      if (!dropped.aborted && words !== null) await storing.addSaid(message, words);
      await claims.settle(key, null);
    });
    if (isMeant && !dropped.aborted) count(guild, words === null ? 'unheard' : 'heard');
  }

  async function begin(message: Message<true>): Promise<void> {
    const key = keyOf(message);
    const { claim } = await claims.take(key, clock.now());
    if (claim.settled || underWay.has(message.id)) return;
    const dropped = new AbortController();
    const ofServer = [...underWay.values()].filter(
      (other) => other.message.guildId === message.guildId,
    ).length;
    const most = ofServer < MOST_OF_SERVER ? MOST_WAITING : 0;
    const turn = turns.enter('voices', () => hear(message, key, dropped.signal), most);
    if (!turn) {
      await claims.settle(key, null);
      count(guildId.parse(message.guildId), 'unheard');
      return;
    }
    underWay.set(message.id, { message, dropped });
    background.run('a voice message', () => turn.finally(() => underWay.delete(message.id)));
  }

  function dropEach(isMeant: (message: Message<true>) => boolean): void {
    for (const { message, dropped } of underWay.values()) if (isMeant(message)) dropped.abort();
  }

  return {
    counts: (guild) => counts.get(guild) ?? NONE,
    async take(messages) {
      for (const message of messages) {
        if (!message.inGuild() || (await whyUnread(message, store)) !== 'unheard') continue;
        if (hearing.canHear(message)) await begin(message);
        else count(guildId.parse(message.guildId), 'unheard');
      }
    },
    drop(ids) {
      dropEach(({ id }) => ids.includes(id));
    },
    dropChannel(channel) {
      dropEach(({ channelId }) => channelId === channel);
    },
    dropPerson(guild, person) {
      dropEach((message) => message.guildId === guild && message.author.id === person);
    },
    async resume(client) {
      const left = (await claims.unsettled()).filter(({ key }) => key.startsWith(PREFIX));
      await eachOf(
        left,
        ({ key }) => resumeOne(client, key),
        (error, { key }) => log.warn({ claim: key, reason: reasonOf(error) }, 'a voice message waits'),
      );
    },
  };

  async function resumeOne(client: Client<true>, key: string): Promise<void> {
    const [guild = '', channelId = '', id = ''] = key.slice(PREFIX.length).split(':');
    if (!client.guilds.cache.has(guild) || underWay.has(id)) return; // another process serves it
    const channel = await orNull(client.channels.fetch(channelId));
    const message = channel?.isTextBased() ? await orNull(channel.messages.fetch(id)) : null;
    if (message?.inGuild() && (await whyUnread(message, store)) === 'unheard') await begin(message);
    else await claims.settle(key, null);
  }
}

/** Null too where the signal aborts before or meanwhile. */
async function unlessEnded<T>(signal: AbortSignal, task: () => Promise<T | null>): Promise<T | null> {
  try {
    return signal.aborted ? null : await task();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

const keyOf = ({ guildId: guild, channelId, id }: Message<true>) => `${PREFIX}${guild}:${channelId}:${id}`;
