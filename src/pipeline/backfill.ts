// The gap: what was written in watched channels while the bot was away, read back over REST.
import { ChannelType, type Client, type GuildTextBasedChannel, type Message } from 'discord.js';
import type { Clock } from '../clock.ts';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { channelId, guildId, snowflakeAt, compareIds } from '../ids.ts';
import type { Log } from '../log.ts';
import { DAY } from '../mood/window.ts';
import type { Store } from '../store/store.ts';

/** Nothing older is read back, and no more than this of a channel. */
const OLDEST = DAY;
const MOST = 1000;
const PAGE = 100;
const GAP_PREFIX = 'gap:';

/** Claims what may be missing of each watched channel. Call before new messages are stored, or the gap before them is lost. */
export async function claimGaps(client: Client<true>, store: Store, clock: Clock): Promise<void> {
  const keys: string[] = [];
  for (const guild of client.guilds.cache.values()) {
    const me = guild.members.me;
    const { watch } = await store.settings.get(guildId.parse(guild.id));
    const channels = [...guild.channels.cache.values()].filter((channel) => channel.isTextBased());
    for (const channel of channels) {
      if (!me || channel.type === ChannelType.GuildStageVoice || !isWatched(factsOf(channel, me), watch))
        continue;
      const newest = await store.messages.newestId(channelId.parse(channel.id));
      // A channel never seen has no gap: history from before the bot came is not its business.
      if (newest === null || channel.lastMessageId === newest) continue;
      const oldest = snowflakeAt(clock.now() - OLDEST);
      const after = compareIds(newest, oldest) > 0 ? newest : oldest;
      keys.push(`${GAP_PREFIX}${guild.id}:${channel.id}:${after}`);
    }
  }
  await Promise.all(keys.map((key) => store.claims.take(key, clock.now())));
}

export interface FillOptions {
  readonly client: Client<true>;
  readonly store: Store;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Takes messages, oldest first. */
  readonly receive: (messages: Message[]) => Promise<void>;
}

/** Fills every gap that is claimed and open, those of an interrupted run included. */
export async function fillGaps({ client, store, log, signal, receive }: FillOptions): Promise<void> {
  for (const { key } of await store.claims.open()) {
    if (!key.startsWith(GAP_PREFIX)) continue;
    const [guild = '', id = '', after = ''] = key.slice(GAP_PREFIX.length).split(':');
    if (!client.guilds.cache.has(guild)) continue; // another process of the fleet serves it, or it was left
    const channel = client.channels.cache.get(id);
    if (channel?.isTextBased() && !channel.isDMBased()) {
      try {
        const read = await fillGap(channel, after, receive, signal);
        if (read === 'cut short') return;
        if (read > 0) log.info({ channelId: id, messages: read }, 'read back what was written while away');
      } catch (error) {
        log.warn(
          { channelId: id, reason: reasonOf(error) },
          'could not read back what was written while away',
        );
        continue; // the claim stays open: tried again at the next start
      }
    }
    await store.claims.settle(key, null);
  }
}

async function fillGap(
  channel: GuildTextBasedChannel,
  from: string,
  receive: FillOptions['receive'],
  signal: AbortSignal,
): Promise<number | 'cut short'> {
  let after = from;
  let read = 0;
  while (read < MOST) {
    if (signal.aborted) return 'cut short';
    const page = await channel.messages.fetch({ after, limit: PAGE, cache: false });
    const messages = [...page.values()].sort((a, b) => compareIds(a.id, b.id));
    const last = messages.at(-1);
    if (!last) break;
    await receive(messages);
    read += messages.length;
    after = last.id;
    if (messages.length < PAGE) break;
  }
  return read;
}
