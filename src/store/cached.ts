// A cache of settings and opt-outs, which every message asks for; changes are written through.
// It is correct only because one process at a time serves a guild.
import type { GuildId, UserId } from '../ids.ts';
import type { GuildSettings } from './settings.ts';
import type { Store } from './store.ts';

/** A busy fleet shard has a few thousand guilds; opted-out answers are one boolean a person. */
const MOST_PEOPLE = 50_000;

export function withCache(store: Store): Store {
  const settings = new Map<GuildId, GuildSettings>();
  const optedOut = new Map<string, boolean>();
  let guilds: readonly GuildId[] | null = null;
  /** Grows with each change, so that the result of a read during a change is not kept. */
  let changes = 0;
  const person = (guildId: GuildId, userId: UserId) => `${guildId}:${userId}`;
  return {
    ...store,
    settings: {
      ...store.settings,
      async get(guildId) {
        const held = settings.get(guildId);
        if (held) return held;
        const before = changes;
        const read = await store.settings.get(guildId);
        // The read may be older than a change that was written meanwhile.
        if (before !== changes) return settings.get(guildId) ?? store.settings.get(guildId);
        settings.set(guildId, read);
        return read;
      },
      async update(guildId, change) {
        try {
          return await store.settings.update(guildId, change);
        } finally {
          // Dropped, not replaced: of two changes at one moment the first may end last.
          changes += 1;
          settings.delete(guildId);
          if (!guilds?.includes(guildId)) guilds = null;
        }
      },
      async guilds() {
        if (guilds) return [...guilds];
        const before = changes;
        const read = await store.settings.guilds();
        if (before === changes) guilds = read;
        return [...read];
      },
    },
    people: {
      ...store.people,
      async isOptedOut(guildId, userId) {
        const key = person(guildId, userId);
        const held = optedOut.get(key);
        if (held !== undefined) return held;
        const before = changes;
        const read = await store.people.isOptedOut(guildId, userId);
        if (before !== changes) return optedOut.get(key) ?? read;
        if (optedOut.size >= MOST_PEOPLE) optedOut.clear();
        optedOut.set(key, read);
        return read;
      },
      async optOut(guildId, userId) {
        changes += 1;
        optedOut.set(person(guildId, userId), true); // from this moment nothing more is stored
        return await store.people.optOut(guildId, userId);
      },
      async optIn(guildId, userId) {
        await store.people.optIn(guildId, userId);
        changes += 1;
        optedOut.delete(person(guildId, userId));
      },
    },
    async eraseGuild(guildId) {
      await store.eraseGuild(guildId);
      changes += 1;
      settings.delete(guildId);
      guilds = null;
      optedOut.clear();
    },
  };
}
