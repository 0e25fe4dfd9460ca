// The facts of a daily report, as plain JSON. They cite messages by id and hold no text of one person alone: what people
// wrote is read when the report is posted, so that what was deleted meanwhile is not shown.
import type { ChannelId, MessageId } from '../ids.ts';
import type { Activity } from './activity.ts';
import { addCounts, NO_COUNTS, type Counts } from './counts.ts';
import { changeOf, moodOf, type Change, type Mood } from './mood.ts';
import type { Label } from './verdict.ts';
import { DAY, HOUR, type Window } from './window.ts';

/** A message that a line of the report rests on. */
export interface Cited {
  readonly channelId: ChannelId;
  readonly id: MessageId;
}

export interface DayCounts {
  /** Start of the hour or day, milliseconds since 1970. */
  readonly at: number;
  readonly counts: Counts;
}

/** Another time to compare the day with. */
export interface Compared {
  readonly total: number;
  readonly mood: Mood;
  /** The day's mood against it. */
  readonly change: Change | null;
}

export interface TopicFacts {
  readonly name: string;
  /** "words": its most telling words, as the model gave no name that holds. */
  readonly namedBy: 'model' | 'words';
  readonly total: number;
  readonly authors: number;
  readonly mood: Mood;
  /** Messages nearest to its centre, at most three. */
  readonly cites: readonly Cited[];
  /** A sentence of the model, and the messages that it rests on; null where none holds. */
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
  /** People are happy about a topic: tell those who made it. */
  | {
      readonly kind: 'praise';
      readonly topic: string;
      readonly authors: number;
      readonly cites: readonly Cited[];
    }
  /** An alert that nobody took up. */
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
  /** The last seven days, and their mood against the three weeks before them. */
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
  /** Posted after its time, once the program was back. */
  readonly late: boolean;
}

const WEEK = 7;
const WEEKS = 4;

/** `days`: the counts of the last 30 local days or so, oldest first, the reported one last. */
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
