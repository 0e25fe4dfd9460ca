// A store as a process of a fleet sees it: what is asked about all servers is asked about those that it serves.
import type { GuildId } from '../ids.ts';
import type { Serves } from '../shards.ts';
import type { Store } from './store.ts';

/** What waits, is open or has settings is each process's own; retention, and everything asked about one server, is not limited. */
export function partOf(store: Store, serves: Serves): Store {
  const own = <T extends { guildId: GuildId }>(found: readonly T[]) =>
    found.filter(({ guildId }) => serves(guildId));
  const guilds = async () => (await store.settings.guilds()).filter(serves);
  // A server's first messages may come before its settings.
  const written = new Set<GuildId>();
  const waiting = async () => [...new Set([...(await guilds()), ...written])];
  return {
    ...store,
    intake: {
      ...store.intake,
      add(messages) {
        for (const { guildId } of messages) written.add(guildId);
        return store.intake.add(messages);
      },
    },
    queue: {
      ...store.queue,
      pending: async (limit, after) => store.queue.pending(limit, after, await waiting()),
      countPending: async () => store.queue.countPending(await waiting()),
    },
    incidents: {
      ...store.incidents,
      allOpen: async () => own(await store.incidents.allOpen()),
      unshown: async () => own(await store.incidents.unshown()),
    },
    deliveries: {
      ...store.deliveries,
      take: async (now, until, limit) => store.deliveries.take(now, until, limit, await guilds()),
      nextDue: async () => store.deliveries.nextDue(await guilds()),
    },
    settings: { ...store.settings, guilds },
  };
}
