// The servers that a person shares with the bot, and what is public in one of them.
import type { Client, Guild, GuildMember } from 'discord.js';
import { channelId, guildId, type GuildId } from '../ids.ts';
import { orNull } from './gone.ts';
import { isPublic, type WatchChoice } from './permissions.ts';
import { placeAt, type Place } from './place.ts';

/** A server that somebody asks about from outside. */
export interface SharedServer {
  readonly id: GuildId;
  /** As people of the server wrote it: hostile text. */
  readonly name: string;
  /** Its public channels that the person may see. `watch`: the choice in its settings. */
  readonly place: (watch: WatchChoice) => Promise<Place>;
}

/** Servers looked through for one person: each asks Discord once. */
const MOST_LOOKED_AT = 50;

/** `from`: the channel where the person asks. Memberships are read from Discord each time. */
export async function sharedServers(client: Client, person: string, from: string): Promise<SharedServer[]> {
  const guilds = [...client.guilds.cache.values()].slice(0, MOST_LOOKED_AT);
  const members = await Promise.all(
    guilds.map((guild) => orNull(guild.members.fetch({ user: person, force: true }))),
  );
  return guilds.flatMap((guild, n) => {
    const member = members[n];
    return member ? [sharedWith(guild, member, from)] : [];
  });
}

function sharedWith(guild: Guild, asker: GuildMember, from: string): SharedServer {
  return {
    id: guildId.parse(guild.id),
    name: guild.name,
    async place(watch) {
      const place = await placeAt({ asker, channelId: from, isPrivate: true }, watch);
      const isOpen = (id: string) => {
        const channel = guild.channels.cache.get(id);
        return channel !== undefined && isPublic(channel);
      };
      return {
        ...place,
        channelId: channelId.parse(from),
        channels: place.channels.filter(({ id }) => isOpen(id)),
      };
    },
  };
}
