// What a server announced, by when it happened.
import { randomUUID } from 'node:crypto';
import type { EventStore } from '../store.ts';
import type { Collections, EventDocument } from './documents.ts';

export function mongoEvents({ events }: Pick<Collections, 'events'>): EventStore {
  return {
    add: async ({ guildId, text, at, lasts }) => {
      const event = { _id: randomUUID(), guildId, text, at, lasts };
      await events.insertOne(event);
      return eventOf(event);
    },
    list: async (guildId, { from, to }, limit) => {
      const found = events.find({ guildId, at: { $gte: from, $lt: to } }).sort({ at: -1, _id: -1 });
      return (await found.limit(limit).toArray()).map(eventOf);
    },
    remove: async (guildId, id) => (await events.deleteOne({ _id: id, guildId })).deletedCount > 0,
  };
}

/** Documents of earlier releases are moments. */
const eventOf = ({ _id, ...event }: EventDocument) => ({ id: _id, lasts: 0, ...event });
