// Changes buckets in one transaction with the message, or under an intent where the server has no transactions.
import type { AnyBulkWriteOperation } from 'mongodb';
import { KINDS, NO_KINDS } from '../../mood/kind.ts';
import { LABELS, standingKind, type Label } from '../../mood/verdict.ts';
import { weightParts } from '../../mood/weight.ts';
import { QUARTER } from '../../mood/window.ts';
import { QUARTERS_IN, stepOf } from '../spans.ts';
import type { Scope } from '../store.ts';
import type { Connection, Within } from './connection.ts';
import {
  dayKey,
  type Collections,
  type DayDocument,
  type MessageDocument,
  type Tallies,
} from './documents.ts';
import { mongoIntents, type Places } from './intents.ts';

type Place = Pick<MessageDocument, 'guildId' | 'channelId' | 'createdAt'>;

export const TALLIED = [...LABELS, 'uncertain', 'weight', ...KINDS] as const;
export const NO_TALLIES: Tallies = {
  ...{ positive: 0, neutral: 0, negative: 0, uncertain: 0, weight: 0 },
  ...NO_KINDS,
};

/** A change of the buckets of one quarter-hour, in its channel and its server. */
export interface Change extends Place {
  readonly by: Tallies;
}

export interface Tally {
  /**
   * Runs `work` as one atomic step over messages at these places and their buckets.
   * `work` may run more than once; it passes `within` to every operation.
   * On a server without transactions an intent names the places until all is written; a step that failed halfway is
   * counted again before the next one.
   */
  atomically<T>(places: readonly Place[], work: (within: Within) => Promise<T>): Promise<T>;
  apply(changes: readonly Change[], within: Within): Promise<void>;
  /** Repairs what a crash left half written. Returns how many quarter-hours were counted again. */
  recover(): Promise<number>;
}

interface Judged extends Pick<MessageDocument, 'verdict'> {
  readonly corrected?: Label | undefined;
}

function talliesOf({ verdict, corrected }: Judged, sign: 1 | -1): Tallies {
  if (verdict === null) return NO_TALLIES;
  const kind = standingKind(verdict.kind, corrected ?? null);
  return {
    ...NO_TALLIES,
    [verdict.label]: sign,
    uncertain: verdict.uncertain ? sign : 0,
    weight: sign * weightParts(verdict),
    ...(kind && { [kind]: sign }),
  };
}

/** The change that messages make to their buckets when they come (1) or go (-1); none without a verdict. */
export function changesOf(messages: readonly (Place & Judged)[], sign: 1 | -1): Change[] {
  return messages.flatMap((message) => {
    const { guildId, channelId, createdAt, verdict } = message;
    return verdict ? [{ guildId, channelId, createdAt, by: talliesOf(message, sign) }] : [];
  });
}

export function mongoTally({ client, transactions }: Connection, collections: Collections): Tally {
  const { messages, days } = collections;
  const apply: Tally['apply'] = async (changes, within) => {
    const writes = inDays(
      changes.flatMap(({ guildId, channelId, createdAt, by }) => [
        { scope: { guildId, channelId: null }, createdAt, by },
        { scope: { guildId, channelId }, createdAt, by },
      ]),
    );
    if (writes.length > 0) await days.bulkWrite(writes, within);
  };
  const recount = async (scope: Scope, quarter: number) => {
    const createdAt = quarter * QUARTER;
    const held = await messages
      .find({
        guildId: scope.guildId,
        ...(scope.channelId === null ? {} : { channelId: scope.channelId }),
        createdAt: { $gte: createdAt, $lt: createdAt + QUARTER },
        status: 'judged',
      })
      .project<Judged>({ verdict: 1, corrected: 1 })
      .toArray();
    const counted = held.map((one) => talliesOf(one, 1));
    const day = await days.findOne({ _id: dayKey(scope, stepOf(createdAt, 'day')) });
    const kept = day?.quarters[String(quarter % QUARTERS_IN.day)] ?? {};
    const by = { ...NO_TALLIES };
    for (const name of TALLIED) {
      by[name] = counted.reduce((sum, one) => sum + one[name], 0) - (kept[name] ?? 0);
    }
    const writes = inDays([{ scope, createdAt, by }]);
    if (writes.length > 0) await days.bulkWrite(writes);
  };

  const intents = mongoIntents(collections, async (places) => {
    for (const { guildId, channelId, quarter } of places) {
      await recount({ guildId, channelId }, quarter);
      await recount({ guildId, channelId: null }, quarter);
    }
  });

  return {
    apply,
    recover: () => intents.recover(),
    atomically: async (places, work) => {
      if (transactions) {
        return client.withSession((session) =>
          session.withTransaction(() => work({ session }), { readConcern: { level: 'snapshot' } }),
        );
      }
      return intents.run(quartersIn(places), () => work({}));
    },
  };
}

interface Sums {
  readonly scope: Scope;
  readonly day: number;
  /** What each field grows by. */
  readonly by: Map<string, number>;
}

/** One write a document, however many of its messages change. */
function inDays(
  changes: readonly { readonly scope: Scope; readonly createdAt: number; readonly by: Tallies }[],
): AnyBulkWriteOperation<DayDocument>[] {
  const documents = new Map<string, Sums>();
  for (const { scope, createdAt, by } of changes) {
    const day = stepOf(createdAt, 'day');
    const quarter = stepOf(createdAt, 'quarter') % QUARTERS_IN.day;
    const key = dayKey(scope, day);
    const sums = documents.get(key) ?? { scope, day, by: new Map<string, number>() };
    documents.set(key, sums);
    for (const name of TALLIED) {
      for (const field of [name, `quarters.${quarter}.${name}`]) {
        sums.by.set(field, (sums.by.get(field) ?? 0) + by[name]);
      }
    }
  }
  return [...documents].flatMap(([_id, { scope, day, by }]) => {
    const grown = [...by].filter(([, count]) => count !== 0);
    if (grown.length === 0) return [];
    const update = { $inc: Object.fromEntries(grown), $setOnInsert: { ...scope, day } };
    return [{ updateOne: { filter: { _id }, update, upsert: true } }];
  });
}

function quartersIn(places: readonly Place[]): Places {
  const quarters = places.map(({ guildId, channelId, createdAt }) => {
    const quarter = stepOf(createdAt, 'quarter');
    return [`${channelId}/${quarter}`, { guildId, channelId, quarter }] as const;
  });
  return [...new Map(quarters).values()];
}
