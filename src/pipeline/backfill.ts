// Reads back over REST what was written in watched channels while the bot was away.
import {
  DiscordAPIError,
  type Client,
  type Guild,
  type GuildTextBasedChannel,
  type Message,
} from 'discord.js';
import { reasonOf } from '../errors.ts';
import { backoff } from '../flow/backoff.ts';
import { compareIds, newestOf, snowflakeAt } from '../ids.ts';
import { MINUTE } from '../mood/window.ts';
import type { Store } from '../store/store.ts';
import { eachOf } from './each.ts';
import { closeGap, openGap, openGaps, type Gap, type OpenGap } from './gaps.ts';
import { gapsIn, OLDEST } from './measuring.ts';
import type { Waiting } from './storeAway.ts';

export interface Backfill {
  /** Writes down where messages may be missing. Call before newer ones are stored, or they hide what came before. */
  measure(guilds: Iterable<Guild>): Promise<void>;
  /** Reads back every open gap, also those of an interrupted run. What fails for the moment is tried again. */
  fill(): Promise<void>;
}

export interface BackfillOptions extends Waiting {
  readonly client: Client;
  readonly store: Store;
  /** Takes messages, oldest first; durable when it resolves. */
  readonly receive: (messages: readonly Message[]) => Promise<void>;
}

/** Messages of one gap; what comes after them is not read back. */
const MOST = 10_000;
const PAGE = 100;
const PROGRESS = 1000;
/** After Discord could not be read, before the next try, in milliseconds. */
const PAUSES = { least: 5000, most: 5 * MINUTE };

const NOT_MEASURED = 'it is not known what was missed in a server: it is not read back';

export function createBackfill(options: BackfillOptions): Backfill {
  const { store, clock, log, signal } = options;
  const { claims } = store;
  const reading = new Set<string>();
  let filling: Promise<void> | null = null;
  let again = false;
  let resting = new AbortController();

  /** True when nothing is left to try. */
  async function tryAll(): Promise<boolean> {
    try {
      const done: boolean[] = [];
      for (const gap of (await openGaps(claims)).values()) {
        reading.add(gap.channelId);
        done.push(await tryGap(gap, options).finally(() => reading.delete(gap.channelId)));
      }
      return done.every(Boolean);
    } catch (error) {
      if (!signal.aborted) log.warn({ reason: reasonOf(error) }, 'reading back waits');
      return false;
    }
  }

  const wanted = () => again && !signal.aborted;

  async function fillAll(): Promise<void> {
    for (let rounds = 1; wanted(); rounds += 1) {
      again = false;
      const isDone = await tryAll();
      if (isDone || wanted()) continue;
      resting = new AbortController();
      const either = AbortSignal.any([signal, resting.signal]);
      await clock.wait(backoff(rounds, PAUSES), either).catch(() => undefined);
      again = true;
    }
    filling = null;
  }

  return {
    async measure(guilds) {
      const busy = new Set(reading); // the end of these may have been read already
      const open = await openGaps(claims);
      // A gap that is open will be read up to the newest message.
      const isCovered = ({ channelId }: Gap) => open.has(channelId) && !busy.has(channelId);
      await eachOf(
        guilds,
        (guild) => measureGuild(guild, isCovered, options),
        (error, { id }) => log.error({ guildId: id, reason: reasonOf(error) }, NOT_MEASURED),
      );
    },
    fill() {
      again = true;
      resting.abort();
      filling ??= fillAll();
      return filling;
    },
  };
}

async function measureGuild(
  guild: Guild,
  isCovered: (gap: Gap) => boolean,
  { store, clock }: BackfillOptions,
): Promise<void> {
  if (!guild.available) return;
  const gaps = (await gapsIn(guild, store, clock.now())).filter((gap) => !isCovered(gap));
  await Promise.all(gaps.map((gap) => openGap(store.claims, gap, clock.now())));
}

/** False: it could not be read now, and may be later. */
async function tryGap(gap: OpenGap, options: BackfillOptions): Promise<boolean> {
  const { client, store, log, signal } = options;
  const guild = client.guilds.cache.get(gap.guildId);
  if (!guild?.available) return true; // another process serves it, or it is away and measured again when it is back
  const channel = guild.channels.cache.get(gap.channelId);
  try {
    if (!channel?.isTextBased()) await closeGap(store.claims, gap);
    else {
      const read = await fillGap(gap, channel, options);
      if (read > 0) log.info({ channelId: channel.id, messages: read }, 'read back what was missed');
    }
    return true;
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ channelId: gap.channelId, reason: reasonOf(error) }, 'could not read back what was missed');
    return error instanceof DiscordAPIError && error.status < 500; // tried again with the next session
  }
}

/** How many messages were read. */
async function fillGap(
  from: OpenGap,
  channel: GuildTextBasedChannel,
  { store, clock, log, signal, receive }: BackfillOptions,
): Promise<number> {
  const { claims } = store;
  let gap = { ...from, after: newestOf([from.after, snowflakeAt(clock.now() - OLDEST)]) ?? from.after };
  for (let read = 0; ;) {
    signal.throwIfAborted();
    const page = await channel.messages.fetch({ after: gap.after, limit: PAGE, cache: false });
    const found = [...page.values()].sort((a, b) => compareIds(a.id, b.id));
    const last = found.at(-1);
    if (last) await receive(found);
    signal.throwIfAborted();
    read += found.length;
    if (read % PROGRESS === 0 && read > 0)
      log.info({ channelId: channel.id, messages: read }, 'reading back');
    if (read >= MOST) log.warn({ channelId: channel.id, messages: read }, 'the rest is not read back');
    // A short page may lack messages that could not be read: more can come after it.
    if (!last || (found.length < PAGE && isNewest(last.id, channel)) || read >= MOST) {
      await closeGap(claims, gap);
      return read;
    }
    // The gap gets smaller with each page, so that a new start goes on from here.
    const rest = await openGap(claims, { ...gap, after: last.id }, clock.now());
    await closeGap(claims, gap);
    gap = rest;
  }
}

/** Whether a channel knows of nothing later than a message. */
const isNewest = (id: string, { lastMessageId }: GuildTextBasedChannel): boolean =>
  lastMessageId !== null && compareIds(id, lastMessageId) >= 0;
