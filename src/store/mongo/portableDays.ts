// The counts of quarter-hours as they are exported, put into the documents of their days.
import type { Collection } from 'mongodb';
import type { GuildId } from '../../ids.ts';
import type { RowOf } from '../portable.ts';
import { QUARTERS_IN } from '../spans.ts';
import { dayKey, type DayDocument, type Tallies } from './documents.ts';
import { NO_TALLIES, TALLIED } from './tally.ts';

type Row = RowOf<'bucket'>;

/** The days of the rows, each one document, with what is held of their other quarter-hours. */
export async function portableDays(
  days: Collection<DayDocument>,
  guildId: GuildId,
  rows: readonly Row[],
): Promise<DayDocument[]> {
  if (rows.length === 0) return [];
  const byDay = new Map<string, Row[]>();
  for (const row of rows) {
    const key = dayKey({ guildId, channelId: row.channelId }, Math.floor(row.quarter / QUARTERS_IN.day));
    byDay.set(key, [...(byDay.get(key) ?? []), row]);
  }
  const held = await days.find({ _id: { $in: [...byDay.keys()] } }).toArray();
  const before = new Map(held.map((day) => [day._id, day.quarters]));
  return [...byDay].map(([_id, ofDay]) => {
    const { channelId = null, quarter = 0 } = ofDay[0] ?? {};
    const quarters: DayDocument['quarters'] = { ...before.get(_id) };
    for (const row of ofDay) quarters[row.quarter % QUARTERS_IN.day] = talliesOf(row);
    const sums = { ...NO_TALLIES };
    for (const tallies of Object.values(quarters)) {
      for (const name of TALLIED) sums[name] += tallies[name] ?? 0;
    }
    return { _id, guildId, channelId, day: Math.floor(quarter / QUARTERS_IN.day), quarters, ...sums };
  });
}

const talliesOf = (row: Row) => Object.fromEntries(TALLIED.map((name) => [name, row[name]])) as Tallies;
