// Where messages of a server may be missing: what its channels hold, beside the newest that is stored of each.
import type { Guild } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { channelId, compareIds, guildId, newestOf, snowflakeAt, timeOf } from '../ids.ts';
import { DAY, MINUTE } from '../mood/window.ts';
import type { Store } from '../store/store.ts';
import type { Gap } from './gaps.ts';

/** Nothing older is read back, in milliseconds. */
export const OLDEST = DAY;
/** A channel without messages lost what came after the newest of its server, and a little before: events overtake. */
const OVERTAKING = 10 * MINUTE;

/** The gaps of a server's watched channels at a moment (milliseconds since 1970). */
export async function gapsIn(guild: Guild, { messages, settings }: Store, now: number): Promise<Gap[]> {
  const id = guildId.parse(guild.id);
  const me = guild.members.me;
  // History from before the bot came is not its business.
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
