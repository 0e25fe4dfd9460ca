// The facts of a daily report, as plain JSON. They cite messages by id. Texts are read when the report is posted, so
// that a message deleted meanwhile is not shown.
import type { ChannelId, MessageId } from '../ids.ts';
import type { Activity } from './activity.ts';
import { addCounts, NO_COUNTS, type Counts } from './counts.ts';
import { changeOf, moodOf, type Change, type Mood } from './mood.ts';
import type { Label } from './verdict.ts';
import { DAY, HOUR, type Window } from './window.ts';

/** A message that a line of the report cites. */
export interface Cited {
  readonly channelId: ChannelId;
  readonly id: MessageId;
}

export interface DayCounts {
  /** Start of the hour or day, milliseconds since 1970. */
  readonly at: number;
  readonly counts: Counts;
}

/** Another period to compare the day with. */
export interface Compared {
  readonly total: number;
  readonly mood: Mood;
  /** The change of the day's mood from it. */
  readonly change: Change | null;
}

export interface TopicFacts {
  readonly name: string;
  /** "words": its terms, because the model gave no name that fits. */
  readonly namedBy: 'model' | 'words';
  readonly total: number;
  readonly authors: number;
  readonly mood: Mood;
  /** Messages nearest to its centre, at most three. */
  readonly cites: readonly Cited[];
  /** A sentence of the model with the messages that support it; null where none is supported. */
  readonly gist: { readonly text: string; readonly cites: readonly Cited[] } | null;
}

export interface ChannelDay {
  readonly channelId: ChannelId;
  readonly activity: Activity;
  readonly authors: number;
  readonly mood: Mood;
}

interface UnusualFacts {
  readonly cite: Cited;
  readonly label: Label;
  readonly share: number;
  readonly rareWords: number;
}

export interface EventFacts {
  readonly text: string;
  readonly at: number;
  /** How many hours before and after are compared. */
  readonly hours: number;
  /** Null where too little was written. */
  readonly change: Change | null;
}

export interface IncidentFacts {
  /** Null where readers of the report may not see the channel. */
  readonly channelId: ChannelId | null;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  /** It ended because nobody wrote for an hour. */
  readonly isSilent: boolean;
  readonly isFalseAlarm: boolean;
  readonly acknowledged: boolean;
  readonly negative: number;
  readonly total: number;
}

export type Suggestion =
  /** People are unhappy about a topic: answer them. */
  | {
      readonly kind: 'answer';
      readonly topic: string;
      readonly authors: number;
      readonly cites: readonly Cited[];
    }
  /** People are happy about a topic: tell the people behind it. */
  | {
      readonly kind: 'praise';
      readonly topic: string;
      readonly authors: number;
      readonly cites: readonly Cited[];
    }
  /** An alert that nobody acknowledged. */
  | { readonly kind: 'alert'; readonly channelId: ChannelId; readonly openedAt: number }
  /** The mood fell after an event. */
  | { readonly kind: 'event'; readonly text: string; readonly by: number; readonly cites: readonly Cited[] };

export interface DailyFacts {
  readonly window: Window;
  readonly counts: Counts;
  readonly authors: number;
  readonly mood: Mood | null;
  readonly dayBefore: Compared | null;
  /** The same day of the four weeks before. */
  readonly weekday: Compared | null;
  /** The last seven days, and the change of their mood from the three weeks before. */
  readonly week: Compared | null;
  /** Hours of the day, and the last 30 days, this one included: for the chart. Empty ones are left out. */
  readonly hours: readonly DayCounts[];
  readonly days: readonly DayCounts[];
  readonly channels: readonly ChannelDay[];
  readonly topics: readonly TopicFacts[];
  readonly quotes: Readonly<Record<'positive' | 'negative', readonly Cited[]>>;
  readonly unusual: UnusualFacts | null;
  readonly events: readonly EventFacts[];
  readonly incidents: readonly IncidentFacts[];
  readonly suggestions: readonly Suggestion[];
  /** Whether it is posted late, because the program was not running. */
  readonly late: boolean;
}

const WEEK = 7;
const WEEKS = 4;

/** `days`: the counts of about the last 30 local days, oldest first, the reported one last. */
export function comparisons(days: readonly Counts[]) {
  const today = days.at(-1) ?? NO_COUNTS;
  const ago = (n: number) => days.at(-1 - n);
  const sameDays = Array.from({ length: WEEKS }, (_, n) => ago((n + 1) * WEEK)).filter(
    (one) => one !== undefined,
  );
  const week = days.slice(-WEEK);
  const before = days.slice(0, -WEEK);
  const weekCounts = week.reduce(addCounts, NO_COUNTS);
  const weekMood = moodOf(weekCounts);
  return {
    dayBefore: comparedWith(today, 1, [ago(1) ?? NO_COUNTS]),
    weekday: comparedWith(today, 1, sameDays),
    week: weekMood && {
      total: weekCounts.total,
      mood: weekMood,
      change: comparedWith(weekCounts, week.length, before)?.change ?? null,
    },
  };
}

function comparedWith(now: Counts, nowDays: number, then: readonly Counts[]): Compared | null {
  const counts = then.reduce(addCounts, NO_COUNTS);
  const mood = moodOf(counts);
  if (!mood) return null;
  const hours = { now: (nowDays * DAY) / HOUR, before: (then.length * DAY) / HOUR };
  return { total: counts.total, mood, change: changeOf(now, counts, hours) };
}
