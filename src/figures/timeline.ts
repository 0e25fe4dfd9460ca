// The counts of a server's channels, slice by slice of a span, and by hour of the week.
import type { ChannelId, GuildId } from '../ids.ts';
import { addCounts, NO_COUNTS, type Counts } from '../mood/counts.ts';
import { offsets } from '../mood/localDay.ts';
import { DAY, HOUR, MINUTE, QUARTER, type Window } from '../mood/window.ts';
import type { Scope, Store } from '../store/store.ts';

type Buckets = Pick<Store, 'buckets'>;

/** The stretches of `stepMs` that a window (whole quarter-hours) has by the clocks of a time zone; the outer ones may be cut. */
export function slicesIn({ from, to }: Window, stepMs: number, timeZone: string): Window[] {
  const offsetAt = offsets(timeZone);
  const slices: { from: number; to: number; key: number }[] = [];
  for (let at = from; at < to; at += QUARTER) {
    const key = Math.floor((at + offsetAt(at) * MINUTE) / stepMs);
    const last = slices.at(-1);
    // Where clocks go back, the hour that comes twice is two slices only if it is not the same stretch.
    if (last?.key === key) last.to = at + QUARTER;
    else slices.push({ from: at, to: at + QUARTER, key });
  }
  return slices.map((slice) => ({ from: slice.from, to: slice.to }));
}

export interface SlicedCounts {
  readonly window: Window;
  readonly channels: ReadonlyMap<ChannelId, Counts>;
}

/** Reads sums, so that a long span costs no more than a short one with as many slices. */
export async function slicedCounts(
  { buckets }: Buckets,
  guildId: GuildId,
  slices: readonly Window[],
): Promise<SlicedCounts[]> {
  return await Promise.all(
    slices.map(async (window) => {
      const rows = await buckets.byChannel(guildId, window);
      return { window, channels: new Map(rows.map(({ channelId, counts }) => [channelId, counts])) };
    }),
  );
}

/** The counts of the channels together. */
export const sumOf = (
  { channels }: Pick<SlicedCounts, 'channels'>,
  isCounted: (channelId: ChannelId) => boolean,
): Counts =>
  [...channels]
    .filter(([id]) => isCounted(id))
    .reduce((sum, [, counts]) => addCounts(sum, counts), NO_COUNTS);

/** Counts by weekday (0: Monday) and hour of the day in a time zone. */
export interface Week {
  at(moment: number): Counts;
  readonly hours: readonly (readonly Counts[])[];
  readonly total: Counts;
}

/** Weeks that are looked back on. */
const WEEKS = 4;

/** The four weeks up to `end` (milliseconds since 1970), of the channels that are counted. */
export async function weekOf(
  { buckets }: Buckets,
  guildId: GuildId,
  isCounted: (channelId: ChannelId) => boolean,
  end: number,
  timeZone: string,
): Promise<Week> {
  const weeks = { from: end - WEEKS * 7 * DAY, to: end };
  const offsetAt = offsets(timeZone);
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => NO_COUNTS));
  let total = NO_COUNTS;
  const placeOf = (at: number): [day: number, hour: number] => {
    const local = at + offsetAt(at) * MINUTE;
    // 1970 began on a Thursday.
    return [(Math.floor(local / DAY) + 3) % 7, Math.floor(local / HOUR) % 24];
  };
  for (const scope of await scopesIn({ buckets }, guildId, isCounted, weeks)) {
    for (const { at, counts } of await buckets.rows(scope, weeks)) {
      const [day, hour] = placeOf(at);
      const row = hours[day];
      if (row) row[hour] = addCounts(row[hour] ?? NO_COUNTS, counts);
      total = addCounts(total, counts);
    }
  }
  return {
    hours,
    total,
    at: (moment) => {
      const [day, hour] = placeOf(moment);
      return hours[day]?.[hour] ?? NO_COUNTS;
    },
  };
}

/** One read for the whole server where every channel that has counts in the window is counted, else one for each. */
async function scopesIn(
  { buckets }: Buckets,
  guildId: GuildId,
  isCounted: (channelId: ChannelId) => boolean,
  window: Window,
): Promise<Scope[]> {
  const held = (await buckets.byChannel(guildId, window)).map(({ channelId }) => channelId);
  const counted = held.filter(isCounted);
  if (counted.length === held.length) return [{ guildId, channelId: null }];
  return counted.map((channelId) => ({ guildId, channelId }));
}
