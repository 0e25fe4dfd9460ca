// The facts of a summary, as plain JSON: what is posted in words and kept in the store.
import type { ChannelId, MessageId } from '../ids.ts';
import type { Counts } from './counts.ts';
import { changeOf, moodOf, type Change, type Mood, type Trend } from './mood.ts';
import { HOUR, type Window } from './window.ts';

export interface SummaryInput {
  readonly window: Window;
  readonly counts: Counts;
  /** Of the window of the same length just before. */
  readonly before: Counts;
  /** Of the same hours on other days, and how many hours they are. */
  readonly otherDays?: { readonly counts: Counts; readonly hours: number };
  readonly channels: readonly {
    readonly channelId: ChannelId;
    readonly counts: Counts;
    readonly before: Counts;
  }[];
  /** Distinct authors, ≈. */
  readonly authors: number;
  /** Of each side, nearest to the centre of their class; none where left out. */
  readonly typical?: Typical;
  /** Grown most first. */
  readonly words?: readonly HotWord[];
  /** Posted after its time, once the program was back. */
  readonly late: boolean;
}

/** Cited by id alone: what they say is read when the summary is posted. */
export interface Typical {
  readonly positive: readonly { readonly channelId: ChannelId; readonly id: MessageId }[];
  readonly negative: readonly { readonly channelId: ChannelId; readonly id: MessageId }[];
}

/** A word used more than in the period before, by at least two people. */
export interface HotWord {
  readonly word: string;
  /** Messages that hold it, and how many of as many messages of the period before did. */
  readonly now: number;
  readonly usual: number;
  /** Of the messages that hold it, −100…+100. */
  readonly mood: number;
}

export interface ChannelFacts {
  readonly channelId: ChannelId;
  readonly total: number;
  readonly mood: Mood;
  /** Against the window before; null where the channel had no messages then. */
  readonly change: Change | null;
}

export interface SummaryFacts {
  readonly window: Window;
  readonly total: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly uncertain: number;
  /** Negative ÷ total, 0…1; null without messages. */
  readonly ratio: number | null;
  readonly mood: Mood | null;
  readonly before: { readonly total: number; readonly mood: Mood | null };
  readonly change: Change | null;
  /** Of `change`; null where there is nothing to compare with. */
  readonly trend: Trend | null;
  readonly otherDays: { readonly mood: Mood; readonly change: Change | null } | null;
  readonly authors: number;
  /** The channels with most messages, at most three. */
  readonly busiest: readonly ChannelFacts[];
  /** The channels whose mood changed more than chance, at most three, the clearest first. */
  readonly changed: readonly ChannelFacts[];
  readonly typical: Typical;
  readonly words: readonly HotWord[];
  readonly late: boolean;
}

const NAMED_CHANNELS = 3;

export function summaryFacts(input: SummaryInput): SummaryFacts {
  const { window, counts, before, authors, late } = input;
  const hours = Math.max(1, (window.to - window.from) / HOUR);
  const change = changeOf(counts, before, { now: hours, before: hours });
  const channels = input.channels.flatMap((channel) => factsOf(channel, hours));
  return {
    window,
    ...counts,
    ratio: counts.total > 0 ? counts.negative / counts.total : null,
    mood: moodOf(counts),
    before: { total: before.total, mood: moodOf(before) },
    change,
    trend: change?.trend ?? null,
    otherDays: otherDaysOf(input, hours),
    authors,
    busiest: firstBy(channels, ({ total }) => total),
    changed: firstBy(
      channels.filter(({ change: moved }) => moved !== null && moved.trend !== 'steady'),
      clarity,
    ),
    typical: input.typical ?? { positive: [], negative: [] },
    words: input.words ?? [],
    late,
  };
}

function factsOf(channel: SummaryInput['channels'][number], hours: number): ChannelFacts[] {
  const mood = moodOf(channel.counts);
  if (!mood) return [];
  const change = changeOf(channel.counts, channel.before, { now: hours, before: hours });
  return [{ channelId: channel.channelId, total: channel.counts.total, mood, change }];
}

function otherDaysOf({ counts, otherDays }: SummaryInput, hours: number): SummaryFacts['otherDays'] {
  const mood = otherDays ? moodOf(otherDays.counts) : null;
  if (!otherDays || !mood) return null;
  return { mood, change: changeOf(counts, otherDays.counts, { now: hours, before: otherDays.hours }) };
}

/** How far the interval of a channel's change stays away from nothing. */
function clarity({ change }: ChannelFacts): number {
  if (!change) return 0;
  return Math.max(change.interval[0], -change.interval[1]);
}

/** The highest first; channels that are equal in it by id, so that the same input gives the same facts. */
function firstBy(channels: readonly ChannelFacts[], rank: (channel: ChannelFacts) => number): ChannelFacts[] {
  return channels
    .toSorted((a, b) => rank(b) - rank(a) || (a.channelId < b.channelId ? -1 : 1))
    .slice(0, NAMED_CHANNELS);
}
