// The names of a server's channels and cached members. Reports leave them out of their keywords.
import type { Guild } from 'discord.js';

/** Every word of every name, in lower case; none where the server is unknown. */
export function namesIn(guild: Guild | undefined): Set<string> {
  const names = (
    guild?.members.cache.map(({ displayName, user }) => [displayName, user.username]) ?? []
  ).flat();
  const channels = guild?.channels.cache.map(({ name }) => name) ?? [];
  return new Set([...names, ...channels].flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u)));
}
