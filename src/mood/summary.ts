// The facts of a summary, as plain JSON.
import type { ChannelId, MessageId } from '../ids.ts';
import type { Counts } from './counts.ts';
import type { IncidentFacts } from './incident.ts';
import type { Kinds } from './kind.ts';
import { moodOf, shareOf, type Change, type Mood, type Trend } from './mood.ts';
import { comparisonOf, hoursIn } from './span.ts';
import type { Window } from './window.ts';

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
  /** Typical messages of each label; none where left out. */
  readonly typical?: Typical;
  /** The words that grew most first. */
  readonly words?: readonly HotWord[];
  /** Messages of the window that are not judged yet; none where left out. */
  readonly waiting?: number;
  /** Incidents that touch the window; none where left out. */
  readonly incidents?: readonly IncidentFacts[];
  /** Whether it is posted late, because the program was not running. */
  readonly late: boolean;
}

/** Messages are cited by id: their text is read when the summary is posted. */
export interface Typical {
  readonly positive: readonly { readonly channelId: ChannelId; readonly id: MessageId }[];
  readonly negative: readonly { readonly channelId: ChannelId; readonly id: MessageId }[];
}

/** A word used more than in the period before, by at least two people. */
export interface HotWord {
  readonly word: string;
  /** Messages that hold it, and how many did in the period before, scaled to as many messages. */
  readonly now: number;
  readonly usual: number;
  /** Of the messages that hold it, −100…+100. */
  readonly mood: number;
}

export interface ChannelFacts {
  readonly channelId: ChannelId;
  readonly total: number;
  readonly mood: Mood;
  /** The change from the window before; null where the channel had no messages then. */
  readonly change: Change | null;
  /** Absent where no message has a kind. */
  readonly kinds?: Kinds;
}

export interface SummaryFacts extends Counts {
  readonly window: Window;
  /** The share of negative messages, 0…1; null without messages. */
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
  /** At most three channels whose mood changed more than chance, the clearest change first. */
  readonly changed: readonly ChannelFacts[];
  readonly typical: Typical;
  readonly words: readonly HotWord[];
  readonly waiting: number;
  readonly incidents: readonly IncidentFacts[];
  readonly late: boolean;
}

const NAMED_CHANNELS = 3;

export function summaryFacts(input: SummaryInput): SummaryFacts {
  const { window, counts, before, authors, late } = input;
  const hours = hoursIn(window);
  const change = comparisonOf({ counts, hours }, { counts: before, hours });
  const channels = input.channels.flatMap((channel) => factsOf(channel, hours));
  return {
    window,
    ...counts,
    ratio: shareOf(counts)?.negative ?? null,
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
    waiting: input.waiting ?? 0,
    incidents: input.incidents ?? [],
    late,
  };
}

function factsOf(channel: SummaryInput['channels'][number], hours: number): ChannelFacts[] {
  const mood = moodOf(channel.counts);
  if (!mood) return [];
  const change = comparisonOf({ counts: channel.counts, hours }, { counts: channel.before, hours });
  const { total, kinds } = channel.counts;
  return [{ channelId: channel.channelId, total, mood, change, ...(kinds && { kinds }) }];
}

function otherDaysOf({ counts, otherDays }: SummaryInput, hours: number): SummaryFacts['otherDays'] {
  const mood = otherDays ? moodOf(otherDays.counts) : null;
  if (!otherDays || !mood) return null;
  return { mood, change: comparisonOf({ counts, hours }, otherDays) };
}

/** How far the interval of a channel's change is from 0. */
function clarity({ change }: ChannelFacts): number {
  if (!change) return 0;
  return Math.max(change.interval[0], -change.interval[1]);
}

/** Sorts by score, the highest first; equal channels by id, so that the result is deterministic. */
function firstBy(channels: readonly ChannelFacts[], rank: (channel: ChannelFacts) => number): ChannelFacts[] {
  return channels
    .toSorted((a, b) => rank(b) - rank(a) || (a.channelId < b.channelId ? -1 : 1))
    .slice(0, NAMED_CHANNELS);
}
