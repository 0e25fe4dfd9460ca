// Reads of the buckets. Their cost does not grow with the number of messages.
import { addCounts, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { countedKinds, KINDS } from '../../mood/kind.ts';
import { estimate, mergeSketches } from '../../mood/sketch.ts';
import { WEIGHT_PARTS } from '../../mood/weight.ts';
import { HOUR, QUARTER, type Window } from '../../mood/window.ts';
import { LABELS } from '../../mood/verdict.ts';
import type { ChannelId } from '../../ids.ts';
import { countAuthors } from '../authors.ts';
import { hoursIn, quartersOf, spansOf } from '../spans.ts';
import type { BucketStore, Scope } from '../store.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import type { Sketches } from './sketches.ts';
import { GRAINS } from './tally.ts';

const COLUMNS = [...LABELS, 'uncertain', ...KINDS] as const;
const COUNTS = COLUMNS.join(', ');
const SUMS = COLUMNS.map((name) => `SUM(${name}) AS ${name}`).join(', ');

/** The columns of a bucket, or sums of them: SQL's sums are null where there was nothing to sum. */
export type BucketColumns = Readonly<Record<(typeof COLUMNS)[number], number | null>>;

export function countsOf(columns: BucketColumns): Counts {
  const [positive, neutral, negative] = [columns.positive ?? 0, columns.neutral ?? 0, columns.negative ?? 0];
  return {
    total: positive + neutral + negative,
    ...{ positive, neutral, negative, uncertain: columns.uncertain ?? 0 },
    ...countedKinds({
      complaint: columns.complaint ?? 0,
      hostility: columns.hostility ?? 0,
      worry: columns.worry ?? 0,
      sadness: columns.sadness ?? 0,
    }),
  };
}

export const BUCKET_QUERIES = {
  sum: `SELECT ${SUMS} FROM buckets WHERE scope = ? AND grain = ? AND step >= ? AND step < ?`,
  rows: `SELECT step, ${COUNTS} FROM buckets
    WHERE scope = ? AND grain = ? AND step >= ? AND step < ? ORDER BY step`,
  authorsOfServer: `SELECT COUNT(DISTINCT author) AS authors FROM messages
    WHERE server = ? AND created_at >= ? AND created_at < ? AND verdict IS NOT NULL`,
  authorsOfChannel: `SELECT COUNT(DISTINCT author) AS authors FROM messages
    WHERE channel = ? AND created_at >= ? AND created_at < ? AND verdict IS NOT NULL`,
  /** With the weights, for the spike watcher and for a recount. */
  tallied: `SELECT step, ${COUNTS}, weight FROM buckets
    WHERE scope = ? AND grain = ? AND step >= ? AND step < ? ORDER BY step`,
  byChannel: `SELECT CAST(s.channel AS TEXT) AS channelId, ${SUMS}
    FROM scopes s CROSS JOIN buckets b ON b.scope = s.key
    WHERE s.guild = ? AND s.channel <> 0 AND b.grain = ? AND b.step >= ? AND b.step < ? GROUP BY s.key`,
};

export function sqliteBuckets({ handle, read }: Database, keys: Keys, sketches: Sketches): BucketStore {
  const sql = statementsOf(handle);
  const countsOfKey = (key: number, window: Window) =>
    spansOf(window)
      .flatMap(({ grain, from, to }) => sql.sum.all(key, GRAINS[grain], from, to).map(countsOf))
      .reduce(addCounts, NO_COUNTS);
  const exactAuthors = (scope: Scope, key: number, { from, to }: Window) =>
    (scope.channelId === null ? sql.authorsOfServer : sql.authorsOfChannel).get(key, from, to)?.authors ?? 0;
  const at = <T>(scope: Scope, none: T, work: (key: number) => T): Promise<T> =>
    read(() => {
      const key = keys.findScope(scope);
      return key === null ? none : work(key);
    });

  return {
    counts: (scope, window) => at(scope, NO_COUNTS, (key) => countsOfKey(key, window)),
    rows: (scope, window) =>
      at(scope, [], (key) => {
        const { from, to } = quartersOf(window);
        return sql.rows
          .all(key, GRAINS.quarter, from, to)
          .map(({ step, ...columns }) => ({ at: step * QUARTER, counts: countsOf(columns) }));
      }),
    weighed: (scope, window) =>
      at(scope, [], (key) => {
        const { from, to } = hoursIn(window);
        return sql.tallied.all(key, GRAINS.hour, from, to).map(({ step, weight, ...columns }) => ({
          at: step * HOUR,
          total: countsOf(columns).total,
          negative: weight / WEIGHT_PARTS,
        }));
      }),
    byChannel: (guildId, window) =>
      read(() => {
        const sums = new Map<ChannelId, Counts>();
        for (const { grain, from, to } of spansOf(window)) {
          for (const row of sql.byChannel.all(BigInt(guildId), GRAINS[grain], from, to)) {
            sums.set(row.channelId, addCounts(sums.get(row.channelId) ?? NO_COUNTS, countsOf(row)));
          }
        }
        return [...sums].map(([channelId, counts]) => ({ channelId, counts }));
      }),
    authors: (scope, window) =>
      countAuthors(window, {
        exact: () => at(scope, 0, (key) => exactAuthors(scope, key, window)),
        estimated: () => at(scope, 0, (key) => estimate(mergeSketches(sketches.over(key, window)))),
        total: async () => (await at(scope, NO_COUNTS, (key) => countsOfKey(key, window))).total,
      }),
  };
}

function statementsOf(handle: Database['handle']) {
  type Range = [scope: number, from: number, to: number];
  type Steps = [scope: number, grain: number, from: number, to: number];
  type StepsOfGuild = [guild: bigint, grain: number, from: number, to: number];
  return {
    sum: handle.prepare<Steps, BucketColumns>(BUCKET_QUERIES.sum),
    rows: handle.prepare<Steps, BucketColumns & { step: number }>(BUCKET_QUERIES.rows),
    tallied: handle.prepare<Steps, BucketColumns & { step: number; weight: number }>(BUCKET_QUERIES.tallied),
    authorsOfServer: handle.prepare<Range, { authors: number }>(BUCKET_QUERIES.authorsOfServer),
    authorsOfChannel: handle.prepare<Range, { authors: number }>(BUCKET_QUERIES.authorsOfChannel),
    byChannel: handle.prepare<StepsOfGuild, BucketColumns & { channelId: ChannelId }>(
      BUCKET_QUERIES.byChannel,
    ),
  };
}
