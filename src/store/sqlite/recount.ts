// Compares buckets with a recount of the messages: one transaction for each week of a server.
import type { ChannelId, GuildId } from '../../ids.ts';
import { QUARTER, type Window } from '../../mood/window.ts';
import { coarser, count, driftsOf, hourChunks, spliced, type Steps } from '../recount.ts';
import { QUARTERS_IN, stepOf, type Grain, type Span } from '../spans.ts';
import type { Drift, Scope, Store } from '../store.ts';
import { addTallied, NOTHING_TALLIED, type Tallied } from '../tallied.ts';
import { BUCKET_QUERIES, countsOf, type BucketColumns } from './buckets.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { talliedOf } from './rows.ts';
import { GRAINS, type Tally } from './tally.ts';

const RECOUNT_QUERIES = {
  counted: `SELECT created_at / ${QUARTER} AS step, verdict, negative, corrected FROM messages
    WHERE channel = ? AND created_at >= ? AND created_at < ? AND verdict IS NOT NULL`,
};

type StepsOfScope = [scope: number, grain: number, from: number, to: number];

const HOURS_IN_DAY = QUARTERS_IN.day / QUARTERS_IN.hour;

export function sqliteRecount({ handle, read, write }: Database, keys: Keys, tally: Tally): Store['recount'] {
  const servers = handle.prepare<[], { key: number; guildId: GuildId }>(
    'SELECT key, CAST(guild AS TEXT) AS guildId FROM scopes WHERE channel = 0',
  );

  const { held, quartersOfChannel } = countsIn(handle);
  const compare = (scope: Scope, key: number, hours: Span, quarters: Steps): Drift[] => {
    const days = daysAround(hours);
    const hourly = coarser(quarters, QUARTERS_IN.hour);
    const around: Span = { grain: 'hour', from: days.from * HOURS_IN_DAY, to: days.to * HOURS_IN_DAY };
    const daily = coarser(spliced(held(key, around), hourly, hours), HOURS_IN_DAY);
    return [
      ...driftsOf(scope, 'quarter', held(key, quartersIn(hours)), quarters),
      ...driftsOf(scope, 'hour', held(key, hours), hourly),
      ...driftsOf(scope, 'day', held(key, days), daily),
    ];
  };

  const recountWeek = (guildId: GuildId, server: number, hours: Span, repair: boolean): Drift[] => {
    const whole = new Map<number, Tallied>();
    const places: { key: number; channelId: ChannelId | null; quarters: Steps }[] = [];
    for (const { key, channelId } of keys.channelsOf(guildId)) {
      const quarters = quartersOfChannel(key, quartersIn(hours));
      for (const [step, counts] of quarters)
        whole.set(step, addTallied(whole.get(step) ?? NOTHING_TALLIED, counts));
      places.push({ key, channelId, quarters });
    }
    places.push({ key: server, channelId: null, quarters: whole });
    return places.flatMap(({ key, channelId, quarters }) => {
      const drifts = compare({ guildId, channelId }, key, hours, quarters);
      if (repair) {
        for (const drift of drifts) tally.set(bucketOf(key, drift.grain, drift.at), drift.counted);
      }
      return drifts;
    });
  };
  return async (window: Window, repair: boolean, only?: GuildId) => {
    const drifts: Drift[] = [];
    for (const hours of hourChunks(window)) {
      for (const { key, guildId } of await read(() => servers.all())) {
        if (only !== undefined && guildId !== only) continue;
        drifts.push(...(await write(() => recountWeek(guildId, key, hours, repair))));
      }
    }
    return drifts;
  };
}

/** What the buckets hold, and what the messages of a channel come to. */
function countsIn(handle: Database['handle']) {
  const counted = handle.prepare<
    [channel: number, from: number, to: number],
    { step: number; verdict: number; negative: number | null; corrected: number | null }
  >(RECOUNT_QUERIES.counted);
  const rows = handle.prepare<StepsOfScope, BucketColumns & { step: number; weight: number }>(
    BUCKET_QUERIES.tallied,
  );
  const held = (key: number, { grain, from, to }: Span): Map<number, Tallied> =>
    new Map(
      rows
        .all(key, GRAINS[grain], from, to)
        .map(({ step, weight, ...columns }) => [step, { ...countsOf(columns), weight }]),
    );
  const quartersOfChannel = (key: number, { from, to }: Span): Map<number, Tallied> => {
    const steps = new Map<number, Tallied>();
    // Day by day: a week of a busy channel would be many rows at once.
    for (let day = from; day < to; day += QUARTERS_IN.day) {
      const end = Math.min(day + QUARTERS_IN.day, to);
      for (const row of counted.all(key, day * QUARTER, end * QUARTER)) {
        count(steps, row.step, talliedOf(row.verdict, row));
      }
    }
    return steps;
  };
  return { held, quartersOfChannel };
}

/** The days that hold a span of hours. */
const daysAround = ({ from, to }: Span): Span => ({
  grain: 'day',
  from: Math.floor(from / HOURS_IN_DAY),
  to: Math.ceil(to / HOURS_IN_DAY),
});

const quartersIn = ({ from, to }: Span): Span => ({
  grain: 'quarter',
  from: from * QUARTERS_IN.hour,
  to: to * QUARTERS_IN.hour,
});

const bucketOf = (scope: number, grain: Grain, at: number) => ({ scope, grain, step: stepOf(at, grain) });
