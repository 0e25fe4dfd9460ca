// Reads and writes everything of one server in MongoDB, for exports.
import type { Collection, Filter } from 'mongodb';
import type { PortableKind, PortableStore, RowOf } from '../portable.ts';
import type { Collections } from './documents.ts';
import { portableDays } from './portableDays.ts';
import { documentsOf } from './portableDocuments.ts';
import { portablePages } from './portablePages.ts';
import { portableIncidents } from './portableRows.ts';

export function mongoPortable(collections: Collections): PortableStore {
  const { messages, days, sketches, claims, reports, events, deliveries, resets, settings, people } =
    collections;
  const incidents = portableIncidents(collections);
  const pages = portablePages(collections);

  return {
    page: async (guildId, kind, from) =>
      kind === 'incident' ? { rows: await incidents.all(guildId), next: null } : pages[kind](guildId, from),
    async put(guildId, rows) {
      const of = <K extends PortableKind>(kind: K) =>
        rows.filter((row): row is RowOf<K> => row.kind === kind);
      const as = documentsOf(guildId);
      await replace(people, of('optOut').map(as.person));
      await replace(messages, of('message').map(as.message));
      await replace(days, await portableDays(days, guildId, of('bucket')));
      await replace(sketches, of('authors').map(as.sketch));
      await replace(claims, of('claim').map(as.claim));
      await replace(reports, of('report').map(as.report));
      await replace(events, of('event').map(as.event));
      await replace(deliveries, of('delivery').map(as.delivery));
      await replace(resets, of('reset').map(as.reset));
      await replace(settings, of('settings').map(as.settings));
      return incidents.put(guildId, of('incident'));
    },
  };
}

/** Writes documents, each in the place of the one that has its id. */
async function replace<T extends { _id: string }>(
  collection: Collection<T>,
  documents: readonly T[],
): Promise<void> {
  if (documents.length === 0) return;
  await collection.bulkWrite(
    documents.map((replacement) => ({
      replaceOne: { filter: { _id: replacement._id } as Filter<T>, replacement, upsert: true },
    })),
  );
}
