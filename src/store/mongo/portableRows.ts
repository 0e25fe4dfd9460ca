// Messages and incidents of one server in MongoDB, as they are exported.
import { randomUUID } from 'node:crypto';
import type { GuildId } from '../../ids.ts';
import { inMillionths, namedIn, type RowOf } from '../portable.ts';
import { messageOf, type Collections, type IncidentDocument, type MessageDocument } from './documents.ts';

export function portableMessage(document: MessageDocument): RowOf<'message'> {
  const { id, channelId, authorId, createdAt, revision, content, corrected, failure, ...rest } =
    messageOf(document);
  const { judgedBy } = rest;
  // As it was given: a correction takes the kind away where it is read.
  const { verdict } = document;
  return {
    ...{ kind: 'message', id, channelId, authorId, createdAt, revision, content, corrected, failure },
    verdict: verdict && {
      ...{ label: verdict.label, uncertain: verdict.uncertain, bare: verdict.bare === true },
      ...namedIn(verdict),
      ...inMillionths(verdict.probabilities.positive, verdict.probabilities.negative),
    },
    judgedBy: judgedBy && { ...judgedBy },
  };
}

export function portableIncidents({ incidents }: Pick<Collections, 'incidents'>) {
  /** Where the id is another incident's, or this one is held under another id. */
  async function idFor(guildId: GuildId, { id, channelId, openedAt }: RowOf<'incident'>): Promise<string> {
    const held = await incidents.findOne({ guildId, channelId, openedAt });
    if (held) return held._id;
    return (await incidents.findOne({ _id: id })) ? randomUUID() : id;
  }

  return {
    async all(guildId: GuildId): Promise<RowOf<'incident'>[]> {
      const found = await incidents.find({ guildId }).sort({ openedAt: 1, _id: 1 }).toArray();
      return found.map((held) => ({
        ...{ kind: 'incident', id: held._id, ...factsOf(held), leadId: held.leadId },
        shown: held.unshown !== true,
      }));
    },
    /** All of a server at once, since one may name another. */
    async put(guildId: GuildId, rows: readonly RowOf<'incident'>[]): Promise<Map<string, string>> {
      const ids = new Map<string, string>();
      for (const row of rows) ids.set(row.id, await idFor(guildId, row));
      for (const row of rows) {
        const { id, leadId, shown, resolvedAt } = row;
        const document = {
          ...{ ...factsOf(row), guildId, leadId: leadId === null ? null : (ids.get(leadId) ?? null) },
          ...(resolvedAt === null && { live: true }),
          ...(!shown && { unshown: true }),
        } as Omit<IncidentDocument, '_id'>;
        await incidents.replaceOne({ _id: ids.get(id) ?? id }, document, { upsert: true });
      }
      return new Map([...ids].filter(([old, now]) => old !== now));
    },
  };
}

type Facts = Omit<RowOf<'incident'>, 'kind' | 'id' | 'leadId' | 'shown'>;

/** What an incident is in both forms. */
function factsOf(incident: Omit<IncidentDocument, '_id'> | RowOf<'incident'>): Facts {
  const { channelId, state, openedAt, resolvedAt, evidence, alertChannelId, messageId, revision } = incident;
  const { snoozed, slowMode, history } = incident;
  const place = { channelId, state, openedAt, resolvedAt, evidence, alertChannelId, messageId, revision };
  return { ...place, snoozed, slowMode, history: [...history] };
}
