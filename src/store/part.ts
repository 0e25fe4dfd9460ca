// The store as one process of a fleet sees it: questions about all servers are answered for those that it serves.
import type { GuildId } from '../ids.ts';
import type { Serves } from '../shards.ts';
import type { Store } from './store.ts';

/** Limits pending messages, open incidents, deliveries and the list of guilds to the servers that `serves` accepts. */
export function partOf(store: Store, serves: Serves): Store {
  const own = <T extends { guildId: GuildId }>(found: readonly T[]) =>
    found.filter(({ guildId }) => serves(guildId));
  const guilds = async () => (await store.settings.guilds()).filter(serves);
  // A server may have messages before it has settings.
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
