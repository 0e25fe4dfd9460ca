// Reads a server's rows from MongoDB page by page, for exports. Each page is found by the last document of the one before,
// through an index: a page costs the same however many came before it.
import type { Collection, Document, Filter } from 'mongodb';
import type { GuildId } from '../../ids.ts';
import { PAGE_ROWS, type Page, type PortableKind, type PortableRow, type RowOf } from '../portable.ts';
import { QUARTERS_IN } from '../spans.ts';
import { unpadded, type Collections, type DayDocument } from './documents.ts';
import { portableMessage } from './portableRows.ts';
import { NO_TALLIES } from './tally.ts';

type Kind = Exclude<PortableKind, 'incident'>;
type ReadPage = (guildId: GuildId, from: string) => Promise<Page>;

export function portablePages(collections: Collections): Readonly<Record<Kind, ReadPage>> {
  const { messages, days, sketches, claims, reports, events, deliveries, resets, settings, people } =
    collections;
  return {
    optOut: byId(people, keyedBy, ({ userId }) => [{ kind: 'optOut', userId }]),
    message: async (guildId, from) => {
      const found = await messages
        .find(writtenSince(guildId, from))
        .sort({ createdAt: 1, _id: 1 })
        .limit(PAGE_ROWS)
        .toArray();
      const last = found.length < PAGE_ROWS ? undefined : found.at(-1);
      return { rows: found.map(portableMessage), next: last ? `${last.createdAt}/${last._id}` : null };
    },
    bucket: byId(days, keyedBy, bucketsOf),
    authors: byId(sketches, keyedBy, ({ _id, authors }) => {
      const [, channel = '', day = ''] = _id.split('/');
      const channelId = channel === 'all' ? null : channel;
      const sketch = Buffer.from(authors.buffer).toString('base64');
      return [{ kind: 'authors', channelId, day: Number(day), sketch } as RowOf<'authors'>];
    }),
    claim: byId(
      claims,
      (guildId) => ({ _id: { $regex: `(^|:)${guildId}(:|$)` } }),
      ({ _id, ...rest }) => [{ kind: 'claim', key: _id, ...rest }],
    ),
    report: byId(reports, keyedBy, ({ kind, from: start, to, createdAt, settledAt, messageId, reason }) => [
      { kind: 'report', report: kind, from: start, to, createdAt, settledAt, messageId, reason },
    ]),
    event: byId(events, ofServer, ({ _id, text, at, lasts = 0 }) => [
      { kind: 'event', id: _id, text, at, lasts },
    ]),
    delivery: byId(deliveries, ofServer, ({ _id, target, letter, at, tries, dueAt, settledAt, reason }) => [
      {
        ...{ kind: 'delivery', key: _id, target, letter, at, tries },
        ...{ dueAt: dueAt ?? null, settledAt: settledAt ?? null, reason: reason ?? null },
      },
    ]),
    reset: byId(resets, ofServer, ({ channelId, userId, at }) => [
      { kind: 'reset', channelId, userId, at: unpadded(at) },
    ]),
    settings: byId(
      settings,
      (guildId) => ({ _id: { $eq: guildId } }),
      ({ settings: held }) => [{ kind: 'settings', settings: held }],
    ),
  };
}

/** Of documents whose ids say nothing of the server: they have an index of it and `_id`. */
const ofServer = (guildId: GuildId) => ({ guildId });

/** Of documents whose ids begin with the server's: they are neighbours in the index of `_id`. "0" comes after "/". */
const keyedBy = (guildId: GuildId) => ({ _id: { $gt: `${guildId}/`, $lt: `${guildId}0` } });

/** Pages of a collection in the order of `_id`. `where`: the server's documents. */
const byId =
  <T extends { _id: string }>(
    collection: Collection<T>,
    where: (guildId: GuildId) => Document,
    rowsOf: (document: T) => PortableRow[],
  ): ReadPage =>
  async (guildId, from) => {
    const those = where(guildId);
    const filter = from === '' ? those : { ...those, _id: { ...(those['_id'] as Document), $gt: from } };
    const found = await collection
      .find<T>(filter as Filter<T>)
      .sort({ _id: 1 })
      .limit(PAGE_ROWS)
      .toArray();
    const last = found.length < PAGE_ROWS ? undefined : found.at(-1);
    return { rows: found.flatMap(rowsOf), next: last ? last._id : null };
  };

/** Messages of the server after the one that `from` names, by time: the index of the server's messages holds them so. */
function writtenSince(guildId: GuildId, from: string): Document {
  const [createdAt = '', id = ''] = from.split('/');
  if (from === '') return { guildId };
  const at = Number(createdAt);
  return { guildId, createdAt: { $gte: at }, $or: [{ createdAt: { $gt: at } }, { _id: { $gt: id } }] };
}

function bucketsOf({ channelId, day, quarters }: DayDocument): RowOf<'bucket'>[] {
  return Object.entries(quarters).flatMap(([quarter, tallies]) => {
    const counts = { ...NO_TALLIES, ...tallies };
    if (counts.positive + counts.neutral + counts.negative === 0) return [];
    return [{ kind: 'bucket', channelId, quarter: day * QUARTERS_IN.day + Number(quarter), ...counts }];
  });
}
