// The names of a server's channels and cached members. Reports leave them out of their keywords.
import type { Guild } from 'discord.js';

/** Every word of every name, in lower case; none where the server is unknown. */
export function namesIn(guild: Guild | undefined): Set<string> {
  const channels = guild?.channels.cache.map(({ name }) => name) ?? [];
  return new Set([...peopleIn(guild), ...wordsOf(channels)]);
}

/** The same of people alone. Channels are called after things, and a thing may be what a message is about. */
export function peopleIn(guild: Guild | undefined): Set<string> {
  const names = guild?.members.cache.map(({ displayName, user }) => [displayName, user.username]) ?? [];
  return new Set(wordsOf(names.flat()));
}

const wordsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u));
