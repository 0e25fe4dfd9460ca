// The gap: what was written in watched channels while the bot was away, read back over REST.
import {
  DiscordAPIError,
  type Client,
  type Guild,
  type GuildTextBasedChannel,
  type Message,
} from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { backoff } from '../flow/backoff.ts';
import { channelId, compareIds, guildId, snowflakeAt, timeOf } from '../ids.ts';
import { DAY, MINUTE } from '../mood/window.ts';
import type { Store } from '../store/store.ts';
import { eachOf } from './each.ts';
import { closeGap, openGap, openGaps, type Gap, type OpenGap } from './gaps.ts';
import type { Waiting } from './storeAway.ts';

export interface Backfill {
  /** Writes down where messages may be missing. Call before newer ones are stored, or they hide what came before. */
  measure(guilds: Iterable<Guild>): Promise<void>;
  /** Reads back every open gap, those of an interrupted run included; what fails for the moment is tried again. */
  fill(): Promise<void>;
}

export interface BackfillOptions extends Waiting {
  readonly client: Client;
  readonly store: Store;
  /** Takes messages, oldest first; durable when it resolves. */
  readonly receive: (messages: readonly Message[]) => Promise<void>;
}

/** Nothing older is read back, and no more than this of a channel. */
const OLDEST = DAY;
const MOST = 10_000;
const PAGE = 100;
const PROGRESS = 1000;
/** A channel without messages lost what came after the newest of its server, and a little before: events overtake. */
const OVERTAKING = 10 * MINUTE;
/** After Discord could not be read, before the next try, in milliseconds. */
const PAUSES = { least: 5000, most: 5 * MINUTE };

export function createBackfill({ client, store, clock, log, signal, receive }: BackfillOptions): Backfill {
  const { claims, messages, settings } = store;
  const reading = new Set<string>();
  let filling: Promise<void> | null = null;
  let again = false;
  let resting = new AbortController();

  /** `covered`: channels with a gap that will be read up to the newest message. */
  async function measureGuild(guild: Guild, covered: (channel: string) => boolean): Promise<void> {
    const id = guildId.parse(guild.id);
    const me = guild.members.me;
    // History from before the bot came is not its business.
    if (!me || !(await settings.guilds()).includes(id)) return;
    const { watch } = await settings.get(id);
    const watched = guild.channels.cache.filter(
      (channel) => channel.isTextBased() && isWatched(factsOf(channel, me), watch),
    );
    const newest = new Map<string, string | null>();
    for (const { id } of watched.values()) newest.set(id, await messages.newestId(channelId.parse(id)));
    const oldest = snowflakeAt(Math.max(clock.now() - OLDEST, guild.joinedTimestamp));
    const alive = latest([...newest.values()].flatMap((one) => one ?? []));
    const since = alive === null ? oldest : snowflakeAt(timeOf(alive) - OVERTAKING);
    const gaps = [...watched.values()].flatMap((channel): Gap[] => {
      const after = latest([newest.get(channel.id) ?? since, oldest]) ?? oldest;
      const last = 'lastMessageId' in channel ? channel.lastMessageId : null;
      if (last === null || compareIds(last, after) <= 0) return [];
      if (covered(channel.id)) return [];
      return [{ guildId: id, channelId: channelId.parse(channel.id), after }];
    });
    await Promise.all(gaps.map((gap) => openGap(claims, gap, clock.now())));
  }

  /** Where reading goes on after an end of the program: the claims move along with what was stored. */
  async function moveOn(gap: OpenGap, after: string): Promise<OpenGap> {
    const rest = await openGap(claims, { ...gap, after }, clock.now());
    await closeGap(claims, gap);
    return rest;
  }

  async function fillGap(from: OpenGap, channel: GuildTextBasedChannel): Promise<number> {
    let gap = { ...from, after: latest([from.after, snowflakeAt(clock.now() - OLDEST)]) ?? from.after };
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
      if (!last || found.length < PAGE || read >= MOST) {
        await closeGap(claims, gap);
        return read;
      }
      gap = await moveOn(gap, last.id);
    }
  }

  /** False: it could not be read now, and may be later. */
  async function tryGap(gap: OpenGap): Promise<boolean> {
    const guild = client.guilds.cache.get(gap.guildId);
    if (!guild?.available) return true; // of another process, left, or not there: measured again when it is
    const channel = guild.channels.cache.get(gap.channelId);
    reading.add(gap.channelId);
    try {
      if (!channel?.isTextBased()) await closeGap(claims, gap);
      else {
        const read = await fillGap(gap, channel);
        if (read > 0) log.info({ channelId: channel.id, messages: read }, 'read back what was missed');
      }
      return true;
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ channelId: gap.channelId, reason: reasonOf(error) }, 'could not read back what was missed');
      return error instanceof DiscordAPIError && error.status < 500; // tried again with the next session
    } finally {
      reading.delete(gap.channelId);
    }
  }

  /** True when nothing is left to try. */
  async function tryAll(): Promise<boolean> {
    try {
      const done: boolean[] = [];
      for (const gap of (await openGaps(claims)).values()) done.push(await tryGap(gap));
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
      await clock
        .wait(backoff(rounds, PAUSES), AbortSignal.any([signal, resting.signal]))
        .catch(() => undefined);
      again = true;
    }
    filling = null;
  }

  return {
    async measure(guilds) {
      const busy = new Set(reading); // of these the end may have been read already
      const open = await openGaps(claims);
      const covered = (channel: string) => open.has(channelId.parse(channel)) && !busy.has(channel);
      const measureOne = (guild: Guild) =>
        guild.available ? measureGuild(guild, covered) : Promise.resolve();
      await eachOf(guilds, measureOne, (error, { id }) =>
        log.error(
          { guildId: id, reason: reasonOf(error) },
          'it is not known what was missed in a server: it is not read back',
        ),
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

function latest(ids: readonly string[]): string | null {
  return ids.reduce<string | null>(
    (most, id) => (most === null || compareIds(id, most) > 0 ? id : most),
    null,
  );
}
