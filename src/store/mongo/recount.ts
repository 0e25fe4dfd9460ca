// Compares buckets with a recount of the messages: one step for each week of a server, in a transaction if possible.
import type { ChannelId, GuildId } from '../../ids.ts';
import { NO_KINDS } from '../../mood/kind.ts';
import { weightParts } from '../../mood/weight.ts';
import { QUARTER, type Window } from '../../mood/window.ts';
import { coarser, count, driftsOf, hourChunks, spliced } from '../recount.ts';
import { QUARTERS_IN, stepOf, type Span } from '../spans.ts';
import type { Drift, Store } from '../store.ts';
import type { Tallied } from '../tallied.ts';
import { quartersOfDay, talliedOf } from './buckets.ts';
import type { Within } from './connection.ts';
import { dayKey, standing, type Collections, type MessageDocument } from './documents.ts';
import { judgedIn } from './reads.ts';
import { TALLIED, type Tally } from './tally.ts';

type Places = Map<ChannelId | null, Map<number, Tallied>>;

export function mongoRecount({ messages, days }: Collections, tally: Tally): Store['recount'] {
  const recountWeek = async (guildId: GuildId, hours: Span, repair: boolean, within: Within) => {
    const quarters = spanIn(hours, 'quarter');
    const week = spanIn(hours, 'day');
    const found = await days.find({ guildId, day: { $gte: week.from, $lt: week.to } }, within).toArray();
    const places = await countedPlaces(messages, guildId, quarters, within);
    for (const { channelId } of found) if (!places.has(channelId)) places.set(channelId, new Map());
    const drifts: Drift[] = [];
    for (const [channelId, steps] of places) {
      const held = found.filter((document) => document.channelId === channelId);
      const heldQuarters = new Map(held.flatMap(quartersOfDay));
      const heldDays = new Map(held.map((document) => [document.day, talliedOf(document)] as const));
      const inside = new Map(
        [...heldQuarters].filter(([step]) => step >= quarters.from && step < quarters.to),
      );
      const right = spliced(heldQuarters, steps, quarters);
      const scope = { guildId, channelId };
      const differing = [
        ...driftsOf(scope, 'quarter', inside, steps),
        ...driftsOf(scope, 'day', heldDays, coarser(right, QUARTERS_IN.day)),
      ];
      if (repair) await mend(days, differing, within);
      drifts.push(...differing);
    }
    return drifts;
  };
  const servers = async () =>
    new Set([...(await messages.distinct('guildId')), ...(await days.distinct('guildId'))]);
  return async (window: Window, repair: boolean, only?: GuildId) => {
    const drifts: Drift[] = [];
    const guilds = only === undefined ? await servers() : [only];
    for (const hours of hourChunks(window)) {
      for (const guildId of guilds) {
        drifts.push(...(await tally.atomically([], (within) => recountWeek(guildId, hours, repair, within))));
      }
    }
    return drifts;
  };
}

/** What the messages of a server add up to, by channel and quarter-hour; null is the whole server. */
async function countedPlaces(
  messages: Collections['messages'],
  guildId: GuildId,
  quarters: Span,
  within: Within,
): Promise<Places> {
  const window = { from: quarters.from * QUARTER, to: quarters.to * QUARTER };
  const found = messages
    .find(judgedIn({ guildId, channelId: null }, window), within)
    .project<Pick<MessageDocument, 'channelId' | 'createdAt' | 'verdict' | 'corrected'>>({
      channelId: 1,
      createdAt: 1,
      verdict: 1,
      corrected: 1,
    });
  const places: Places = new Map([[null, new Map<number, Tallied>()]]);
  for await (const { channelId, createdAt, verdict, corrected = null } of found) {
    if (!verdict) continue;
    const message = { ...standing(verdict, corrected), weight: weightParts(verdict) };
    for (const place of [channelId, null]) {
      const steps = places.get(place) ?? new Map<number, Tallied>();
      places.set(place, steps);
      count(steps, stepOf(createdAt, 'quarter'), message);
    }
  }
  return places;
}

/** Writes the right sums where buckets differ. */
async function mend(days: Collections['days'], drifts: readonly Drift[], within: Within): Promise<void> {
  const writes = drifts.map(({ scope, grain, at, counted: right }) => {
    const day = stepOf(at, 'day');
    const place = grain === 'quarter' ? `quarters.${stepOf(at, 'quarter') % QUARTERS_IN.day}.` : '';
    const sums = { ...right, ...(right.kinds ?? NO_KINDS) };
    const $set = Object.fromEntries(TALLIED.map((name) => [`${place}${name}`, sums[name]]));
    // Where the day's document is missing, its day and its quarter-hours both drift, so the new one gets all its sums.
    const update = { $set, $setOnInsert: { ...scope, day } };
    return { updateOne: { filter: { _id: dayKey(scope, day) }, update, upsert: true } };
  });
  if (writes.length > 0) await days.bulkWrite(writes, within);
}

/** The quarter-hours or days that hold a span of hours. */
function spanIn({ from, to }: Span, grain: 'quarter' | 'day'): Span {
  const hours = QUARTERS_IN[grain] / QUARTERS_IN.hour;
  return { grain, from: Math.floor(from / hours), to: Math.ceil(to / hours) };
}
