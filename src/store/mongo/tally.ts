// Buckets as they change: in one transaction with the message, or under an intent where the server has none.
import { randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation } from 'mongodb';
import { LABELS } from '../../mood/verdict.ts';
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

type Place = Pick<MessageDocument, 'guildId' | 'channelId' | 'createdAt'>;

export const TALLIED = [...LABELS, 'uncertain'] as const;
export const NO_TALLIES: Tallies = { positive: 0, neutral: 0, negative: 0, uncertain: 0 };

/** A change of the buckets of one quarter-hour, in its channel and its server. */
export interface Change extends Place {
  readonly by: Tallies;
}

export interface Tally {
  /**
   * Runs `work` as one atomic step over messages at these places and their buckets.
   * `work` may run more than once; it passes `within` to every operation.
   * A standalone server has no transactions: an intent names the places until all is written, and opening recounts what an intent names.
   */
  atomically<T>(places: readonly Place[], work: (within: Within) => Promise<T>): Promise<T>;
  apply(changes: readonly Change[], within: Within): Promise<void>;
  /** Mends what a crash left half written. Returns how many quarter-hours were counted again. */
  recover(): Promise<number>;
}

function talliesOf(verdict: MessageDocument['verdict'], sign: 1 | -1): Tallies {
  if (verdict === null) return NO_TALLIES;
  return { ...NO_TALLIES, [verdict.label]: sign, uncertain: verdict.uncertain ? sign : 0 };
}

/** The change that messages make to their buckets when they come (1) or go (-1); none without a verdict. */
export function changesOf(messages: readonly MessageDocument[], sign: 1 | -1): Change[] {
  return messages.flatMap(({ guildId, channelId, createdAt, verdict }) =>
    verdict ? [{ guildId, channelId, createdAt, by: talliesOf(verdict, sign) }] : [],
  );
}

export function mongoTally(
  { client, transactions }: Connection,
  { messages, days, intents }: Collections,
): Tally {
  const apply: Tally['apply'] = async (changes, within) => {
    const writes = changes.flatMap((change) => [
      inDay({ guildId: change.guildId, channelId: null }, change),
      inDay({ guildId: change.guildId, channelId: change.channelId }, change),
    ]);
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
      .project<Pick<MessageDocument, 'verdict'>>({ verdict: 1 })
      .toArray();
    const counted = held.map(({ verdict }) => talliesOf(verdict, 1));
    const day = await days.findOne({ _id: dayKey(scope, stepOf(createdAt, 'day')) });
    const kept = day?.quarters[String(quarter % QUARTERS_IN.day)] ?? {};
    const by = { ...NO_TALLIES };
    for (const name of TALLIED) {
      by[name] = counted.reduce((sum, one) => sum + one[name], 0) - (kept[name] ?? 0);
    }
    if (TALLIED.some((name) => by[name] !== 0)) {
      await days.bulkWrite([inDay(scope, { createdAt, by })]);
    }
  };

  return {
    apply,
    atomically: async (places, work) => {
      if (transactions) {
        return client.withSession((session) =>
          session.withTransaction(() => work({ session }), { readConcern: { level: 'snapshot' } }),
        );
      }
      const _id = randomUUID();
      await intents.insertOne({ _id, places: quartersIn(places) });
      const result = await work({});
      await intents.deleteOne({ _id });
      return result;
    },
    recover: async () => {
      let quarters = 0;
      for await (const { _id, places } of intents.find()) {
        for (const { guildId, channelId, quarter } of places) {
          await recount({ guildId, channelId }, quarter);
          await recount({ guildId, channelId: null }, quarter);
          quarters++;
        }
        await intents.deleteOne({ _id });
      }
      return quarters;
    },
  };
}

function inDay(
  scope: Scope,
  { createdAt, by }: Pick<Change, 'createdAt' | 'by'>,
): AnyBulkWriteOperation<DayDocument> {
  const day = stepOf(createdAt, 'day');
  const quarter = stepOf(createdAt, 'quarter') % QUARTERS_IN.day;
  const sums = TALLIED.filter((name) => by[name] !== 0).flatMap((name) => [
    [name, by[name]] as const,
    [`quarters.${quarter}.${name}`, by[name]] as const,
  ]);
  return {
    updateOne: {
      filter: { _id: dayKey(scope, day) },
      update: { $inc: Object.fromEntries(sums), $setOnInsert: { ...scope, day } },
      upsert: true,
    },
  };
}

function quartersIn(places: readonly Place[]) {
  const quarters = places.map(({ guildId, channelId, createdAt }) => {
    const quarter = stepOf(createdAt, 'quarter');
    return [`${channelId}/${quarter}`, { guildId, channelId, quarter }] as const;
  });
  return [...new Map(quarters).values()];
}
