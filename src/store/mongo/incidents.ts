// Incidents. A partial unique index allows only one in a channel that is not over.
import { randomUUID } from 'node:crypto';
import type { Filter, UpdateFilter } from 'mongodb';
import type { Incident, IncidentChange, IncidentEvent, IncidentStore } from '../store.ts';
import { forgotten } from '../incidents.ts';
import { insertFresh, isDuplicate } from './insert.ts';
import type { Collections, IncidentDocument } from './documents.ts';

const FRESH = {
  state: 'open',
  resolvedAt: null,
  alertChannelId: null,
  messageId: null,
  revision: 1,
  snoozed: null,
  slowMode: null,
  leadId: null,
  history: [],
  live: true,
} as const;

export function mongoIncidents({ incidents }: Pick<Collections, 'incidents'>): IncidentStore {
  const oldestFirst = async (filter: Filter<IncidentDocument>) =>
    (await incidents.find(filter).sort({ openedAt: 1, _id: 1 }).toArray()).map(incidentOf);
  const one = async (filter: Filter<IncidentDocument>, sort = {}) => {
    const held = await incidents.findOne(filter, { sort });
    return held && incidentOf(held);
  };
  return {
    open: async ({ guildId, channelId, openedAt, evidence }) => {
      for (;;) {
        const incident = { _id: randomUUID(), guildId, channelId, openedAt, evidence, ...FRESH };
        if (await insertFresh(incidents, { ...incident, history: [] })) {
          return { incident: incidentOf(incident), fresh: true };
        }
        const held = await one({ guildId, channelId, live: true });
        // Null: the other incident ended between the two calls, so the insert is tried again.
        if (held) return { incident: held, fresh: false };
      }
    },
    get: (id) => one({ _id: id }),
    latest: (guildId, channelId) => one({ guildId, channelId }, { openedAt: -1 }),
    update: async (id, evidence) => {
      await incidents.updateOne({ _id: id }, { $set: { evidence } });
    },
    setMessage: async (id, alertChannelId, messageId) => {
      await incidents.updateOne({ _id: id }, { $set: { alertChannelId, messageId } });
    },
    change: async (id, revision, change, event) => {
      const update = updateOf(change, revision, event);
      try {
        const { matchedCount } = await incidents.updateOne({ _id: id, revision }, update);
        return matchedCount === 0 ? null : await one({ _id: id });
      } catch (error) {
        if (error instanceof Error && 'code' in error && isDuplicate(error.code)) return null;
        throw error;
      }
    },
    markShown: async (id, revision) => {
      await incidents.updateOne({ _id: id, revision }, { $unset: { unshown: true } });
    },
    unshown: () => oldestFirst({ unshown: true }),
    together: async (leadId) => [...(await oldestFirst({ _id: leadId })), ...(await oldestFirst({ leadId }))],
    openIn: (guildId) => oldestFirst({ guildId, live: true }),
    allOpen: () => oldestFirst({ live: true }),
    overslow: (now) => oldestFirst({ 'slowMode.until': { $lte: now } }),
    forget: async (guildId, userId) => {
      for (;;) {
        const held = await incidents.findOne({
          guildId,
          $or: [{ 'history.by': userId }, { 'history.to': userId }],
        });
        if (!held) return;
        const history = held.history.map((event) => forgotten(event, userId));
        const asRead = { _id: held._id, revision: held.revision };
        await incidents.updateOne(asRead, { $set: { history, unshown: true } });
      }
    },
    recent: async (guildId, limit) => {
      const found = incidents.find({ guildId }).sort({ openedAt: -1, _id: -1 }).limit(limit);
      return (await found.toArray()).map(incidentOf);
    },
  };
}

function updateOf(
  change: IncidentChange,
  revision: number,
  event: IncidentEvent,
): UpdateFilter<IncidentDocument> {
  const isLive = change.resolvedAt === null;
  return {
    $set: { ...change, revision: revision + 1, unshown: true, ...(isLive && { live: true }) },
    ...(change.resolvedAt !== undefined && !isLive && { $unset: { live: true } }),
    $push: { history: event },
  };
}

/** Documents of schema 1 lack the fields that came later. */
function incidentOf(held: Pick<IncidentDocument, '_id'> & Partial<IncidentDocument>): Incident {
  const { _id, guildId, channelId, openedAt, evidence, ...rest } = { ...FRESH, ...held } as IncidentDocument;
  const { state, resolvedAt, alertChannelId, messageId, revision, snoozed, slowMode, leadId, history } = rest;
  const place = { id: _id, guildId, channelId, state, openedAt, resolvedAt, evidence, alertChannelId };
  return { ...place, messageId, revision, snoozed, slowMode, leadId, history };
}
