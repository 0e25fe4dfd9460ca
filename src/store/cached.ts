// Settings and opt-outs are asked for at every message: kept in memory, written through.
// Right only because one process at a time serves a guild.
import type { GuildId, UserId } from '../ids.ts';
import type { GuildSettings } from './settings.ts';
import type { Store } from './store.ts';

/** A busy fleet shard has a few thousand guilds; opted-out answers are one boolean a person. */
const MOST_PEOPLE = 50_000;

export function withCache(store: Store): Store {
  const settings = new Map<GuildId, GuildSettings>();
  const optedOut = new Map<string, boolean>();
  let guilds: readonly GuildId[] | null = null;
  const person = (guildId: GuildId, userId: UserId) => `${guildId}:${userId}`;
  return {
    ...store,
    settings: {
      ...store.settings,
      async get(guildId) {
        const held = settings.get(guildId);
        if (held) return held;
        const read = await store.settings.get(guildId);
        settings.set(guildId, read);
        return read;
      },
      async put(guildId, next) {
        settings.delete(guildId);
        await store.settings.put(guildId, next);
        settings.set(guildId, next);
        if (!guilds?.includes(guildId)) guilds = null;
      },
      async guilds() {
        guilds ??= await store.settings.guilds();
        return [...guilds];
      },
    },
    people: {
      ...store.people,
      async isOptedOut(guildId, userId) {
        const key = person(guildId, userId);
        const held = optedOut.get(key);
        if (held !== undefined) return held;
        const read = await store.people.isOptedOut(guildId, userId);
        if (optedOut.size >= MOST_PEOPLE) optedOut.clear();
        optedOut.set(key, read);
        return read;
      },
      async optOut(guildId, userId) {
        optedOut.set(person(guildId, userId), true); // from this moment nothing more is stored
        return await store.people.optOut(guildId, userId);
      },
      async optIn(guildId, userId) {
        await store.people.optIn(guildId, userId);
        optedOut.delete(person(guildId, userId));
      },
    },
    async eraseGuild(guildId) {
      settings.delete(guildId);
      guilds = null;
      optedOut.clear();
      await store.eraseGuild(guildId);
    },
  };
}
