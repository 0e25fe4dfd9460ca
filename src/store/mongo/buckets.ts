// Reads of the buckets: one document a scope and day, so a year costs 365 small reads of one index range.
import { addCounts, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { estimate, mergeSketches } from '../../mood/sketch.ts';
import { DAY, QUARTER, type Window } from '../../mood/window.ts';
import type { ChannelId, GuildId } from '../../ids.ts';
import { daysOf, QUARTERS_IN, quartersOf, spansOf, type Span } from '../spans.ts';
import type { BucketRow, BucketStore, Scope } from '../store.ts';
import { dayKey, type Collections, type DayDocument, type Tallies } from './documents.ts';
import { judgedIn } from './reads.ts';
import { NO_TALLIES, TALLIED } from './tally.ts';

type Sums = Tallies & { _id: ChannelId | null };

export function mongoBuckets({ messages, days, sketches }: Collections): BucketStore {
  const SUMS = Object.fromEntries(TALLIED.map((name) => [name, { $sum: `$${name}` }]));
  const between = (scope: Scope, { from, to }: Span) => ({
    _id: { $gte: dayKey(scope, from), $lt: dayKey(scope, to) },
  });
  /** Sums by channel of the documents that match, over the window. */
  const sumsOver = async (match: (days: Span) => object, window: Window) => {
    const sums = new Map<ChannelId | null, Counts>();
    const add = (channel: ChannelId | null, counts: Counts) =>
      sums.set(channel, addCounts(sums.get(channel) ?? NO_COUNTS, counts));
    for (const span of spansOf(window)) {
      if (span.grain === 'day') {
        const stages = [{ $match: match(span) }, { $group: { _id: '$channelId', ...SUMS } }];
        const found = await days.aggregate<Sums>(stages).toArray();
        for (const { _id, ...tallies } of found) add(_id, countsOfTallies(tallies));
      } else {
        for (const document of await days.find(match(dayAround(span))).toArray()) {
          for (const { counts } of quartersWithin(document, span)) add(document.channelId, counts);
        }
      }
    }
    return sums;
  };
  const countsOver = async (scope: Scope, window: Window) => {
    const sums = await sumsOver((span) => between(scope, span), window);
    return sums.get(scope.channelId) ?? NO_COUNTS;
  };
  const approximate = async (scope: Scope, window: Window) => {
    const found = await sketches.find(between(scope, daysOf(window))).toArray();
    return estimate(mergeSketches(found.map(({ authors }) => new Uint8Array(authors.buffer))));
  };
  const exact = async (scope: Scope, window: Window) => {
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
    byChannel: async (guildId: GuildId, window) => {
      const match = ({ from, to }: Span) => ({
        guildId,
        channelId: { $ne: null },
        day: { $gte: from, $lt: to },
      });
      return [...(await sumsOver(match, window))].flatMap(([channelId, counts]) =>
        channelId !== null && counts.total > 0 ? [{ channelId, counts }] : [],
      );
    },
    authors: async (scope, window) => {
      if (window.to - window.from > DAY) return approximate(scope, window);
      const authors = await exact(scope, window);
      // Rows go after HISTORY_DAYS, buckets and sketches stay.
      const outlived = authors === 0 && (await countsOver(scope, window)).total > 0;
      return outlived ? approximate(scope, window) : authors;
    },
  };
}

/** The days that hold a span of a finer grain. */
function dayAround({ grain, from, to }: Span): Span {
  const steps = QUARTERS_IN.day / QUARTERS_IN[grain];
  return { grain: 'day', from: Math.floor(from / steps), to: Math.ceil(to / steps) };
}

/** Non-empty quarter-hours of a day inside a span, oldest first. */
function quartersWithin(document: DayDocument, span: Span): BucketRow[] {
  const size = QUARTERS_IN[span.grain];
  return quartersOfDay(document)
    .filter(([number, { total }]) => number >= span.from * size && number < span.to * size && total > 0)
    .sort(([a], [b]) => a - b)
    .map(([number, counts]) => ({ at: number * QUARTER, counts }));
}

/** The quarter-hours of a day with their numbers since 1970. */
export function quartersOfDay({ day, quarters }: Pick<DayDocument, 'day' | 'quarters'>): [number, Counts][] {
  return Object.entries(quarters).map(([quarter, tallies]) => [
    day * QUARTERS_IN.day + Number(quarter),
    countsOfTallies(tallies),
  ]);
}

/** A field that was never counted is not there. */
export function countsOfTallies(tallies: Partial<Tallies>): Counts {
  const { positive, neutral, negative, uncertain } = { ...NO_TALLIES, ...tallies };
  return { total: positive + neutral + negative, positive, neutral, negative, uncertain };
}
