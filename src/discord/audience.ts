// Whether everyone who reads one channel may also read another. Only then may the other's words be quoted there.
import {
  ChannelType,
  type Client,
  type GuildBasedChannel,
  type NonThreadGuildBasedChannel,
  OverwriteType,
  PermissionFlagsBits,
  type PermissionOverwrites,
} from 'discord.js';
import type { ChannelId } from '../ids.ts';
import { isPublic } from './permissions.ts';

const { ViewChannel } = PermissionFlagsBits;

/**
 * True only where it is certain from the overwrites: members are not all known to a bot. Administrators and the owner
 * read everything. False where either channel is unknown.
 */
export function everyoneSees(client: Client, source: ChannelId, reader: ChannelId | null): boolean {
  if (source === reader) return true;
  const from = client.channels.cache.get(source);
  const to = reader === null ? undefined : client.channels.cache.get(reader);
  if (!from || !to || from.isDMBased() || to.isDMBased() || from.guildId !== to.guildId) return false;
  if (from.type === ChannelType.PrivateThread) return false;
  const [shown, read] = [baseOf(from), baseOf(to)];
  if (!shown || !read) return false;
  return shown.id === read.id || isOpen(shown) || covers(shown, read);
}

const baseOf = (channel: GuildBasedChannel): NonThreadGuildBasedChannel | null =>
  channel.isThread() ? channel.parent : channel;

const denies = ({ deny }: PermissionOverwrites) => deny.has(ViewChannel);
const allows = ({ allow }: PermissionOverwrites) => allow.has(ViewChannel);

/** Everyone may read it, and no role or member is denied. */
function isOpen(channel: NonThreadGuildBasedChannel): boolean {
  return isPublic(channel) && !channel.permissionOverwrites.cache.some(denies);
}

/** Every role and member that is allowed into the closed channel `read` is allowed into `shown` by the same overwrite. */
function covers(shown: NonThreadGuildBasedChannel, read: NonThreadGuildBasedChannel): boolean {
  const everyone = read.guild.roles.everyone.id;
  const closed = read.permissionOverwrites.cache.get(everyone);
  if (!closed || !denies(closed)) return false;
  const { cache } = shown.permissionOverwrites;
  // A member who is denied by name stays out, whatever their roles allow.
  if (cache.some((one) => one.type === OverwriteType.Member && denies(one))) return false;
  const isAllowed = (id: string) => {
    const there = cache.get(id);
    return there !== undefined && allows(there);
  };
  return read.permissionOverwrites.cache.filter(allows).every(({ id }) => isAllowed(id));
}
