// What people and channels of a server are called, as far as they are known: no words of a report are about a person.
import type { Guild } from 'discord.js';

/** Every part of every name, in lower case. */
export function namesIn(guild: Guild | undefined): Set<string> {
  const names = (
    guild?.members.cache.map(({ displayName, user }) => [displayName, user.username]) ?? []
  ).flat();
  const channels = guild?.channels.cache.map(({ name }) => name) ?? [];
  return new Set([...names, ...channels].flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u)));
}
