// Where a question was asked, as far as the asker and all who read the answer may know it.
import type { GuildBasedChannel, GuildMember, Message } from 'discord.js';
import { channelId, guildId, type ChannelId, type GuildId } from '../ids.ts';
import { everyoneSees } from './audience.ts';
import { servesFor } from './channelKinds.ts';
import { namesIn, peopleIn } from './names.ts';
import { canSee, factsOf, isWatched, type WatchChoice } from './permissions.ts';

interface HeardChannel {
  readonly id: ChannelId;
  readonly name: string;
  /** Its messages are read. */
  readonly isWatched: boolean;
  readonly isThread: boolean;
}

/** A channel of a server, and what may be spoken of there. */
export interface Place {
  readonly guildId: GuildId;
  readonly channelId: ChannelId;
  /** The channels and threads that the asker and everyone who reads this one may see: no other is named or counted. */
  readonly channels: readonly HeardChannel[];
  /** What people and channels are called, in lower case: no words of an answer. */
  readonly names: ReadonlySet<string>;
  /** What people alone are called. */
  readonly people: ReadonlySet<string>;
}

/** Where and by whom a question is asked. */
interface AskedAt {
  readonly asker: GuildMember;
  readonly channelId: string;
  /** Nobody but the asker reads the answer. */
  readonly isPrivate: boolean;
}

/** `watch`: the choice in the server's settings. Rejects with DiscordAPIError where the asker has left the server. */
export async function placeOf(message: Message<true>, watch: WatchChoice): Promise<Place> {
  const asker = message.member ?? (await message.guild.members.fetch(message.author.id));
  return placeAt({ asker, channelId: message.channelId, isPrivate: false }, watch);
}

/** `watch`: the choice in the server's settings. */
export async function placeAt({ asker, isPrivate, ...at }: AskedAt, watch: WatchChoice): Promise<Place> {
  const { guild } = asker;
  const me = await guild.members.fetchMe();
  const here = channelId.parse(at.channelId);
  const isSpokenOf = (channel: GuildBasedChannel) =>
    canSee(channel, asker) && (isPrivate || everyoneSees(channel.client, channelId.parse(channel.id), here));
  const channels = guild.channels.cache
    .filter((channel) => servesFor(channel.type, 'mood') && isSpokenOf(channel))
    .map((channel) => ({
      id: channelId.parse(channel.id),
      name: channel.name,
      isWatched: isWatched(factsOf(channel, me), watch),
      isThread: channel.isThread(),
    }));
  const names = { names: namesIn(guild), people: peopleIn(guild) };
  return { guildId: guildId.parse(guild.id), channelId: here, channels, ...names };
}
