// Reads of the buckets: what /mood costs, however many messages there are.
import { addCounts, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { estimate, mergeSketches } from '../../mood/sketch.ts';
import { DAY, QUARTER, type Window } from '../../mood/window.ts';
import type { ChannelId } from '../../ids.ts';
import { daysOf, quartersOf, spansOf } from '../spans.ts';
import type { BucketStore, Scope } from '../store.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { DAYS_PER_SCOPE, GRAINS } from './tally.ts';

const COUNTS = `positive + neutral + negative AS total, positive, neutral, negative, uncertain`;
const SUMS = `COALESCE(SUM(positive + neutral + negative), 0) AS total,
  COALESCE(SUM(positive), 0) AS positive, COALESCE(SUM(neutral), 0) AS neutral,
  COALESCE(SUM(negative), 0) AS negative, COALESCE(SUM(uncertain), 0) AS uncertain`;

export const BUCKET_QUERIES = {
  sum: `SELECT ${SUMS} FROM buckets WHERE scope = ? AND grain = ? AND step >= ? AND step < ?`,
  rows: `SELECT step, ${COUNTS} FROM buckets
    WHERE scope = ? AND grain = ? AND step >= ? AND step < ? ORDER BY step`,
  authorsOfServer: `SELECT COUNT(DISTINCT author) AS authors FROM messages
    WHERE server = ? AND created_at >= ? AND created_at < ? AND verdict IS NOT NULL`,
  authorsOfChannel: `SELECT COUNT(DISTINCT author) AS authors FROM messages
    WHERE channel = ? AND created_at >= ? AND created_at < ? AND verdict IS NOT NULL`,
  sketches: `SELECT authors FROM sketches WHERE key >= ? AND key < ?`,
};

export function sqliteBuckets({ handle, read }: Database, keys: Keys): BucketStore {
  type Range = [scope: number, from: number, to: number];
  type Steps = [scope: number, grain: number, from: number, to: number];
  const sum = handle.prepare<Steps, Counts>(BUCKET_QUERIES.sum);
  const rows = handle.prepare<Steps, Counts & { step: number }>(BUCKET_QUERIES.rows);
  const distinct = {
    server: handle.prepare<Range, { authors: number }>(BUCKET_QUERIES.authorsOfServer),
    channel: handle.prepare<Range, { authors: number }>(BUCKET_QUERIES.authorsOfChannel),
  };
  const sketches = handle.prepare<[number, number], { authors: Uint8Array }>(BUCKET_QUERIES.sketches);

  const countsOfKey = (key: number, window: Window) =>
    spansOf(window)
      .map(({ grain, from, to }) => sum.get(key, GRAINS[grain], from, to) ?? NO_COUNTS)
      .reduce(addCounts, NO_COUNTS);
  const approximate = (key: number, window: Window) => {
    const { from, to } = daysOf(window);
    const days = sketches.all(key * DAYS_PER_SCOPE + from, key * DAYS_PER_SCOPE + to);
    return estimate(mergeSketches(days.map(({ authors }) => authors)));
  };
  const authorsOf = (scope: Scope, key: number, window: Window) => {
    if (window.to - window.from > DAY) return approximate(key, window);
    const query = scope.channelId === null ? distinct.server : distinct.channel;
    const exact = query.get(key, window.from, window.to)?.authors ?? 0;
    // Rows go after HISTORY_DAYS, buckets and sketches stay.
    return exact === 0 && countsOfKey(key, window).total > 0 ? approximate(key, window) : exact;
  };
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
        return rows
          .all(key, GRAINS.quarter, from, to)
          .map(({ step, ...counts }) => ({ at: step * QUARTER, counts }));
      }),
    byChannel: (guildId, window) =>
      read(() =>
        keys
          .channelsOf(guildId)
          .map(({ key, channelId }): { channelId: ChannelId; counts: Counts } => ({
            channelId,
            counts: countsOfKey(key, window),
          }))
          .filter(({ counts }) => counts.total > 0),
      ),
    authors: (scope, window) => at(scope, 0, (key) => authorsOf(scope, key, window)),
  };
}
