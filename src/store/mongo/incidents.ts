// Incidents: one open a channel, kept so by a partial unique index.
import { randomUUID } from 'node:crypto';
import type { Filter } from 'mongodb';
import type { Incident, IncidentStore } from '../store.ts';
import { insertFresh } from './insert.ts';
import type { Collections, IncidentDocument } from './documents.ts';

export function mongoIncidents({ incidents }: Pick<Collections, 'incidents'>): IncidentStore {
  const openWhere = async (filter: Filter<IncidentDocument>) => {
    const found = incidents.find({ ...filter, state: 'open' }).sort({ openedAt: 1, _id: 1 });
    return (await found.toArray()).map(incidentOf);
  };
  return {
    open: async ({ guildId, channelId, openedAt, evidence }) => {
      const place = { guildId, channelId, state: 'open' as const };
      const rest = { openedAt, evidence, resolvedAt: null, alertChannelId: null, messageId: null };
      for (;;) {
        const incident = { _id: randomUUID(), ...place, ...rest };
        if (await insertFresh(incidents, incident)) {
          return { incident: incidentOf(incident), fresh: true };
        }
        const held = await incidents.findOne(place);
        // Null: resolved between the two, so the place is free again.
        if (held) return { incident: incidentOf(held), fresh: false };
      }
    },
    update: async (id, evidence) => {
      await incidents.updateOne({ _id: id }, { $set: { evidence } });
    },
    setMessage: async (id, alertChannelId, messageId) => {
      await incidents.updateOne({ _id: id }, { $set: { alertChannelId, messageId } });
    },
    resolve: async (id, at) => {
      const resolved = { state: 'resolved', resolvedAt: at } as const;
      await incidents.updateOne({ _id: id, state: 'open' }, { $set: resolved });
    },
    openIn: (guildId) => openWhere({ guildId }),
    allOpen: () => openWhere({}),
  };
}

const incidentOf = ({ _id, ...incident }: IncidentDocument): Incident => ({ id: _id, ...incident });
