// Reads of the buckets. There is one document a scope and day, so a year costs 365 small reads by key.
import { addCounts, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { countedKinds } from '../../mood/kind.ts';
import { estimate, mergeSketches } from '../../mood/sketch.ts';
import { hoursOf } from '../../mood/slots.ts';
import { WEIGHT_PARTS } from '../../mood/weight.ts';
import { QUARTER, type Window } from '../../mood/window.ts';
import type { ChannelId, GuildId } from '../../ids.ts';
import { countAuthors } from '../authors.ts';
import { daysOf, hoursIn, QUARTERS_IN, quartersOf, type Span } from '../spans.ts';
import type { BucketRow, BucketStore, Scope } from '../store.ts';
import type { Tallied } from '../tallied.ts';
import { dayKey, type Collections, type DayDocument, type Tallies } from './documents.ts';
import { judgedIn } from './reads.ts';
import { NO_TALLIES, TALLIED } from './tally.ts';

/** Up to this many days are asked for key by key; more are asked for as one range. */
const MOST_KEYS = 1_000;

type Sums = Tallies & { _id: ChannelId | null };

const SUMS = Object.fromEntries(TALLIED.map((name) => [name, { $sum: `$${name}` }]));

export function mongoBuckets({ messages, days, sketches }: Collections): BucketStore {
  const countsOver = async (scope: Scope, window: Window) => {
    const sums = await sumsOver(days, (span) => between(scope, span), window);
    return sums.get(scope.channelId) ?? NO_COUNTS;
  };
  const estimatedAuthors = async (scope: Scope, window: Window) => {
    const found = await sketches.find(between(scope, daysOf(window))).toArray();
    return estimate(mergeSketches(found.map(({ authors }) => new Uint8Array(authors.buffer))));
  };
  const exactAuthors = async (scope: Scope, window: Window) => {
    const stages = [
      { $match: judgedIn(scope, window) },
      { $group: { _id: '$authorId' } },
      { $count: 'authors' },
    ];
    const [found] = await messages.aggregate<{ authors: number }>(stages).toArray();
    return found?.authors ?? 0;
  };

  return {
    counts: countsOver,
    rows: async (scope, window) => {
      const span = quartersOf(window);
      const found = days.find(between(scope, dayAround(span))).sort({ _id: 1 });
      return (await found.toArray()).flatMap((document) => quartersWithin(document, span));
    },
    weighed: async (scope, window) => {
      const span = hoursIn(window);
      const found = await days
        .find(between(scope, dayAround(span)))
        .sort({ _id: 1 })
        .toArray();
      const quarters = found.flatMap((document) => talliedWithin(document, span));
      return hoursOf(
        quarters.map(({ at, tallied: { total, weight } }) => ({
          at,
          total,
          negative: weight / WEIGHT_PARTS,
        })),
      );
    },
    byChannel: async (guildId: GuildId, window) => {
      const match = ({ from, to }: Span) => ({ guildId, day: { $gte: from, $lt: to } });
      return [...(await sumsOver(days, match, window))].flatMap(([channelId, counts]) =>
        channelId !== null && counts.total > 0 ? [{ channelId, counts }] : [],
      );
    },
    authors: (scope, window) =>
      countAuthors(window, {
        exact: () => exactAuthors(scope, window),
        estimated: () => estimatedAuthors(scope, window),
        total: async () => (await countsOver(scope, window)).total,
      }),
  };
}

/** Matches the documents of a scope on these days. */
function between(scope: Scope, { from, to }: Span) {
  // MongoDB uses the index of _id for keys and for ranges; some compatible servers scan everything for a range.
  if (to - from > MOST_KEYS) return { _id: { $gte: dayKey(scope, from), $lt: dayKey(scope, to) } };
  return { _id: { $in: Array.from({ length: to - from }, (_, index) => dayKey(scope, from + index)) } };
}

/** Sums by channel of the documents that match, over the window. */
async function sumsOver(
  days: Collections['days'],
  match: (days: Span) => object,
  window: Window,
): Promise<Map<ChannelId | null, Counts>> {
  const sums = new Map<ChannelId | null, Counts>();
  const add = (channel: ChannelId | null, counts: Counts) =>
    sums.set(channel, addCounts(sums.get(channel) ?? NO_COUNTS, counts));
  const { whole, edges } = partsOf(window);
  const addWhole = async (span: Span) => {
    const stages = [{ $match: match(span) }, { $group: { _id: '$channelId', ...SUMS } }];
    const found = await days.aggregate<Sums>(stages).toArray();
    for (const { _id, ...tallies } of found) add(_id, talliedOf(tallies));
  };
  const addEdge = async (span: Span) => {
    for (const document of await days.find(match(dayAround(span))).toArray()) {
      for (const { counts } of quartersWithin(document, span)) add(document.channelId, counts);
    }
  };
  await Promise.all([...whole.map(addWhole), ...edges.map(addEdge)]);
  return sums;
}

/** The whole days of a window, and the quarter-hours before and after them; no span is empty. */
function partsOf(window: Window): { readonly whole: readonly Span[]; readonly edges: readonly Span[] } {
  const { from, to } = quartersOf(window);
  const first = Math.ceil(from / QUARTERS_IN.day);
  const last = Math.floor(to / QUARTERS_IN.day);
  if (first >= last) return { whole: [], edges: from < to ? [{ grain: 'quarter', from, to }] : [] };
  const before: Span = { grain: 'quarter', from, to: first * QUARTERS_IN.day };
  const after: Span = { grain: 'quarter', from: last * QUARTERS_IN.day, to };
  return {
    whole: [{ grain: 'day', from: first, to: last }],
    edges: [before, after].filter((edge) => edge.from < edge.to),
  };
}

/** The days that hold a span of a finer grain. */
function dayAround({ grain, from, to }: Span): Span {
  const steps = QUARTERS_IN.day / QUARTERS_IN[grain];
  return { grain: 'day', from: Math.floor(from / steps), to: Math.ceil(to / steps) };
}

/** Non-empty quarter-hours of a day inside a span, oldest first. */
function talliedWithin(document: DayDocument, span: Span): { at: number; tallied: Tallied }[] {
  const size = QUARTERS_IN[span.grain];
  return quartersOfDay(document)
    .filter(([number, { total }]) => number >= span.from * size && number < span.to * size && total > 0)
    .sort(([a], [b]) => a - b)
    .map(([number, tallied]) => ({ at: number * QUARTER, tallied }));
}

function quartersWithin(document: DayDocument, span: Span): BucketRow[] {
  return talliedWithin(document, span).map(({ at, tallied }) => ({
    at,
    counts: addCounts(NO_COUNTS, tallied),
  }));
}

/** The quarter-hours of a day with their numbers since 1970. */
export function quartersOfDay({ day, quarters }: Pick<DayDocument, 'day' | 'quarters'>): [number, Tallied][] {
  return Object.entries(quarters).map(([quarter, tallies]) => [
    day * QUARTERS_IN.day + Number(quarter),
    talliedOf(tallies),
  ]);
}

/** The tallies of a document as counts; a missing field is 0. */
export function talliedOf(tallies: Partial<Tallies>): Tallied {
  const { positive, neutral, negative, uncertain, weight, ...kinds } = { ...NO_TALLIES, ...tallies };
  const { complaint, hostility, worry, sadness } = kinds;
  return {
    total: positive + neutral + negative,
    ...{ positive, neutral, negative, uncertain, weight },
    ...countedKinds({ complaint, hostility, worry, sadness }),
  };
}
