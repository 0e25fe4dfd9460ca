// The facts of a server's day: gathered from the store, and put into sentences by the model where those are true.
import type { GuildId } from '../../ids.ts';
import type { Writer } from '../../llm/writer.ts';
import type { Log } from '../../log.ts';
import { activityOf } from '../../mood/activity.ts';
import { addCounts, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import {
  comparisons,
  type ChannelDay,
  type Cited,
  type DailyFacts,
  type DayCounts,
  type EventFacts,
} from '../../mood/daily.ts';
import { aroundEvent, eventEffect, eventsOf } from '../../mood/eventEffect.ts';
import { moodOf } from '../../mood/mood.ts';
import { suggestionsFor } from '../../mood/suggestions.ts';
import { typicalOf, untroubled } from '../../mood/typical.ts';
import { unusualOf } from '../../mood/unusual.ts';
import { covered, hoursIn } from '../../mood/span.ts';
import { HOUR, type Window } from '../../mood/window.ts';
import type { BucketRow, Store } from '../../store/store.ts';
import type { Audience } from '../../figures/talk.ts';
import { incidentsIn, toldOf, troublesOf } from '../../figures/incidents.ts';
import { waitingIn } from '../../figures/mood.ts';
import { linesOf, type Line } from './lines.ts';
import { citedOf, clustersOf, topicFacts } from './topics.ts';

export interface DailyRequest extends Audience {
  readonly guildId: GuildId;
  /** Local days, oldest first, the reported one last: thirty of them. The last may not be over. */
  readonly days: readonly Window[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly late: boolean;
}

export interface DailySources {
  readonly store: Store;
  /** Null: the model is not asked. */
  readonly writer: Writer | null;
  readonly log: Log;
}

const MOST_CHANNELS = 5;
const MOST_EVENTS = 3;
const QUOTES = 2;
/** A message of one word is no quote. */
const QUOTABLE_WORDS = 2;
const USUAL_DAYS = 28;

/** `signal`: when it aborts, the report goes on without the model. */
export async function gatherDaily(
  { store, writer, log }: DailySources,
  { guildId, days, now, isReadable, names, late }: DailyRequest,
  signal: AbortSignal,
): Promise<DailyFacts> {
  const day = days.at(-1);
  const first = days[0];
  if (!day || !first) throw new RangeError('A daily report needs a day.');
  const server = { guildId, channelId: null };
  const [rows, authors, lines, channels, usual, events, touching, waiting] = await Promise.all([
    store.buckets.rows(server, { from: first.from, to: day.to }),
    store.buckets.authors(server, day),
    linesOf(store, guildId, day, isReadable, names),
    channelDays(store, guildId, days, isReadable),
    store.buckets.byChannel(guildId, { from: first.from, to: day.from }),
    eventFacts(store, guildId, day),
    incidentsIn(store, guildId, day),
    waitingIn(store, guildId, day),
  ]);
  const perDay = days.map((window) => ({
    at: window.from,
    hours: hoursIn(covered(window, now)),
    counts: countsIn(rows, window),
  }));
  const counts = perDay.at(-1)?.counts ?? NO_COUNTS;
  const topics = await topicFacts(await clustersOf(lines), writer, log, signal, store.messages.judge?.());
  const usualOf = new Map<string, Counts>(usual.map((one) => [one.channelId, one.counts]));
  const incidents = toldOf(touching, (id) => (isReadable(id) ? 'named' : 'unnamed'));
  const good = new Set(untroubled(lines, troublesOf(touching), day));
  const quotable = lines.filter(
    (line) => !line.isCorrected && (line.verdict.label !== 'positive' || good.has(line)),
  );
  const unusual = unusualOf(quotable, (id) => usualOf.get(id) ?? NO_COUNTS);
  const quotes = {
    positive: quotesOf(quotable, 'positive', lines),
    negative: quotesOf(quotable, 'negative', lines),
  };
  return {
    window: covered(day, now),
    counts,
    waiting,
    authors,
    mood: moodOf(counts),
    ...comparisons(perDay),
    hours: hoursOf(rows, day),
    days: perDay.filter((one) => one.counts.total > 0).map(({ at, counts: held }) => ({ at, counts: held })),
    channels,
    topics,
    quotes,
    unusual: unusual && {
      cite: citedOf(unusual.message),
      label: unusual.label,
      share: unusual.share,
      rareWords: unusual.rareWords,
    },
    events,
    incidents,
    suggestions: suggestionsFor({ topics, incidents, events, negative: quotes.negative }),
    late,
  };
}

function countsIn(rows: readonly BucketRow[], { from, to }: Window): Counts {
  return rows
    .filter(({ at }) => at >= from && at < to)
    .map(({ counts }) => counts)
    .reduce(addCounts, NO_COUNTS);
}

function hoursOf(rows: readonly BucketRow[], { from, to }: Window): DayCounts[] {
  const starts = Array.from({ length: Math.ceil((to - from) / HOUR) }, (_, hour) => from + hour * HOUR);
  return starts
    .map((at) => ({ at, counts: countsIn(rows, { from: at, to: at + HOUR }) }))
    .filter(({ counts }) => counts.total > 0);
}

/** The channels with most messages that readers may read. */
async function channelDays(
  store: Store,
  guildId: GuildId,
  days: readonly Window[],
  isReadable: DailyRequest['isReadable'],
): Promise<ChannelDay[]> {
  const day = days.at(-1);
  const before = days.slice(0, -1).slice(-USUAL_DAYS);
  if (!day) return [];
  const busiest = (await store.buckets.byChannel(guildId, day))
    .filter(({ channelId }) => isReadable(channelId))
    .toSorted((a, b) => b.counts.total - a.counts.total || (a.channelId < b.channelId ? -1 : 1))
    .slice(0, MOST_CHANNELS);
  const found = await Promise.all(
    busiest.map(async ({ channelId, counts }): Promise<ChannelDay[]> => {
      const scope = { guildId, channelId };
      const [rows, authors] = await Promise.all([
        store.buckets.rows(scope, { from: before[0]?.from ?? day.from, to: day.from }),
        store.buckets.authors(scope, day),
      ]);
      const mood = moodOf(counts);
      if (!mood) return [];
      const activity = activityOf(counts.total, totalsOf(rows, before));
      return [{ channelId, activity, authors, mood, ...(counts.kinds && { kinds: counts.kinds }) }];
    }),
  );
  return found.flat();
}

/** Messages a day, from the first day with any. */
function totalsOf(rows: readonly BucketRow[], days: readonly Window[]): number[] {
  const totals = days.map((window) => countsIn(rows, window).total);
  const first = totals.findIndex((total) => total > 0);
  return first === -1 ? [] : totals.slice(first);
}

function quotesOf(lines: readonly Line[], label: 'positive' | 'negative', all: readonly Line[]): Cited[] {
  const quotable = lines.filter(({ terms }) => terms.length >= QUOTABLE_WORDS);
  return typicalOf(quotable, label, QUOTES, all).map(citedOf);
}

async function eventFacts(store: Store, guildId: GuildId, day: Window): Promise<EventFacts[]> {
  const events = await store.events.list(guildId, eventsOf(day), MOST_EVENTS);
  const server = { guildId, channelId: null };
  return Promise.all(
    events.toReversed().map(async ({ text, at }) => {
      const { before, after } = aroundEvent(at, day);
      const [now, then] = await Promise.all([
        store.buckets.counts(server, after),
        store.buckets.counts(server, before),
      ]);
      return { text, at, hours: (after.to - after.from) / HOUR, change: eventEffect(now, then, after) };
    }),
  );
}
