// Finds the gaps of a server: compares the newest message of each channel with the newest one that is stored.
import type { Guild } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { channelId, compareIds, guildId, newestOf, snowflakeAt, timeOf } from '../ids.ts';
import { DAY, MINUTE } from '../mood/window.ts';
import type { Store } from '../store/store.ts';
import type { Gap } from './gaps.ts';

/** Nothing older is read back, in milliseconds. */
export const OLDEST = DAY;
/** In a channel without stored messages the gap begins so long before the newest message of its server: events may come late. */
const OVERTAKING = 10 * MINUTE;

/** The gaps of a server's watched channels at a moment (milliseconds since 1970). */
export async function gapsIn(guild: Guild, { messages, settings }: Store, now: number): Promise<Gap[]> {
  const id = guildId.parse(guild.id);
  const me = guild.members.me;
  // What was written before the bot joined is not read.
  if (!me || !(await settings.guilds()).includes(id)) return [];
  const { watch } = await settings.get(id);
  const watched = [
    ...guild.channels.cache
      .filter((channel) => channel.isTextBased() && isWatched(factsOf(channel, me), watch))
      .values(),
  ];
  const stored = new Map<string, string | null>();
  for (const { id } of watched) stored.set(id, await messages.newestId(channelId.parse(id)));
  const oldest = snowflakeAt(Math.max(now - OLDEST, guild.joinedTimestamp));
  const newest = newestOf([...stored.values()].flatMap((one) => one ?? []));
  const since = newest === null ? oldest : snowflakeAt(timeOf(newest) - OVERTAKING);
  return watched.flatMap((channel): Gap[] => {
    const after = newestOf([stored.get(channel.id) ?? since, oldest]) ?? oldest;
    const last = 'lastMessageId' in channel ? channel.lastMessageId : null;
    if (last === null || compareIds(last, after) <= 0) return [];
    return [{ guildId: id, channelId: channelId.parse(channel.id), after }];
  });
}
