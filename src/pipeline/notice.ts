// The notice that a server gets when the bot joins, in the channel that most of its people can read.
import {
  PermissionFlagsBits,
  type Guild,
  type GuildBasedChannel,
  type GuildTextBasedChannel,
} from 'discord.js';
import { servesFor } from '../discord/channelKinds.ts';
import { factsOf, isPublic, isWatched } from '../discord/permissions.ts';
import { readersText, type Readers } from '../report/readers.ts';
import { wordsIn } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';

interface Facts {
  /** How long texts are kept; 0: not at all. */
  readonly retentionDays: number;
  readonly readers: Readers;
}

/** Where no channel is open to everyone, it says how to begin. */
export function noticeText(
  guild: Guild,
  { locale, watch }: GuildSettings,
  { retentionDays, readers }: Facts,
): string {
  const words = wordsIn(locale);
  const { me } = guild.members;
  const isAnyWatched = guild.channels.cache.some(
    (channel) => me !== null && servesFor(channel.type, 'watch') && isWatched(factsOf(channel, me), watch),
  );
  const notice = words(retentionDays > 0 ? 'notice.text' : 'notice.noText', {
    days: retentionDays,
    readers: readersText(readers, words),
  });
  return isAnyWatched ? notice : `${notice}\n${words('notice.nothingWatched')}`;
}

/**
 * Among the channels that the bot may write in: one that everyone reads before one that many roles read, the system
 * channel before others, a channel for posts before the chat of a voice channel, a higher one before a lower one.
 * Null where it may write in none.
 */
export function noticeChannel(guild: Guild): GuildTextBasedChannel | null {
  const { me } = guild.members;
  if (!me) return null;
  const writable = [...guild.channels.cache.values()].filter(
    (channel): channel is GuildTextBasedChannel =>
      channel.isTextBased() &&
      !channel.isThread() &&
      channel.permissionsFor(me).has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]),
  );
  const ranked = writable.map((channel) => ({ channel, rank: rankOf(channel) }));
  ranked.sort((a, b) => compareRanks(b.rank, a.rank));
  return ranked[0]?.channel ?? null;
}

/** Compared from the left; more is better. */
function rankOf(channel: GuildBasedChannel): number[] {
  const isSystem = channel.id === channel.guild.systemChannelId;
  const place = 'rawPosition' in channel ? -channel.rawPosition : -Infinity;
  return [
    Number(isPublic(channel)),
    readingRoles(channel),
    Number(isSystem),
    Number(servesFor(channel.type, 'posts')),
    place,
  ];
}

/** How many roles may read the channel; does not matter where everyone may. */
function readingRoles(channel: GuildBasedChannel): number {
  if (isPublic(channel) || channel.isThread()) return 0;
  const { cache } = channel.guild.roles;
  return cache.filter((role) => {
    return !role.managed && channel.permissionsFor(role).has(PermissionFlagsBits.ViewChannel);
  }).size;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((value, n) => value !== b[n]);
  return differs === -1 ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0);
}
