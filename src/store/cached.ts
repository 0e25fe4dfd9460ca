// A cache of settings and opt-outs, which every message asks for; changes are written through.
// It is correct only because one process at a time serves a guild.
import type { GuildId, UserId } from '../ids.ts';
import type { GuildSettings } from './settings.ts';
import type { PeopleStore, SettingsStore, Store } from './store.ts';

/** A busy fleet shard has a few thousand guilds; opted-out answers are one boolean a person. */
const MOST_PEOPLE = 50_000;

interface Cached<Part> {
  readonly part: Part;
  /** Call it after a guild was erased. */
  readonly forget: (guildId: GuildId) => void;
}

export function withCache(store: Store): Store {
  const settings = cachedSettings(store.settings);
  const people = cachedPeople(store.people);
  return {
    ...store,
    settings: settings.part,
    people: people.part,
    async eraseGuild(guildId) {
      await store.eraseGuild(guildId);
      settings.forget(guildId);
      people.forget(guildId);
    },
  };
}

function cachedSettings(store: SettingsStore): Cached<SettingsStore> {
  const settings = new Map<GuildId, GuildSettings>();
  let guilds: readonly GuildId[] | null = null;
  /** Grows with each change, so that the result of a read during a change is not kept. */
  let changes = 0;
  const part: SettingsStore = {
    async get(guildId) {
      const held = settings.get(guildId);
      if (held) return held;
      const before = changes;
      const read = await store.get(guildId);
      // The read may be older than a change that was written meanwhile.
      if (before !== changes) return settings.get(guildId) ?? store.get(guildId);
      settings.set(guildId, read);
      return read;
    },
    async update(guildId, change) {
      try {
        return await store.update(guildId, change);
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
      const read = await store.guilds();
      if (before === changes) guilds = read;
      return [...read];
    },
  };
  const forget = (guildId: GuildId) => {
    changes += 1;
    settings.delete(guildId);
    guilds = null;
  };
  return { part, forget };
}

function cachedPeople(store: PeopleStore): Cached<PeopleStore> {
  const optedOut = new Map<string, boolean>();
  /** As in cachedSettings. */
  let changes = 0;
  const keyOf = (guildId: GuildId, userId: UserId) => `${guildId}:${userId}`;
  const part: PeopleStore = {
    ...store,
    async isOptedOut(guildId, userId) {
      const key = keyOf(guildId, userId);
      const held = optedOut.get(key);
      if (held !== undefined) return held;
      const before = changes;
      const read = await store.isOptedOut(guildId, userId);
      if (before !== changes) return optedOut.get(key) ?? read;
      if (optedOut.size >= MOST_PEOPLE) optedOut.clear();
      optedOut.set(key, read);
      return read;
    },
    async optOut(guildId, userId) {
      changes += 1;
      optedOut.set(keyOf(guildId, userId), true); // from this moment nothing more is stored
      return await store.optOut(guildId, userId);
    },
    async optIn(guildId, userId) {
      await store.optIn(guildId, userId);
      changes += 1;
      optedOut.delete(keyOf(guildId, userId));
    },
  };
  const forget = () => {
    changes += 1;
    optedOut.clear();
  };
  return { part, forget };
}
