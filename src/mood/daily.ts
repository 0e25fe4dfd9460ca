// The facts of a daily report, as plain JSON. They cite messages by id. Texts are read when the report is posted, so
// that a message deleted meanwhile is not shown.
import type { ChannelId, MessageId } from '../ids.ts';
import type { Activity } from './activity.ts';
import { addCounts, NO_COUNTS, type Counts } from './counts.ts';
import type { IncidentFacts } from './incident.ts';
import type { Kinds } from './kind.ts';
import { moodOf, type Change, type Mood } from './mood.ts';
import { comparisonOf, type Counted } from './span.ts';
import type { Label } from './verdict.ts';
import type { Window } from './window.ts';

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
  /** Absent where no message has a kind. */
  readonly kinds?: Kinds;
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
  | { readonly kind: 'alert'; readonly channelId: ChannelId; readonly since: number }
  /** The mood fell after an event. */
  | { readonly kind: 'event'; readonly text: string; readonly by: number; readonly cites: readonly Cited[] };

export interface DailyFacts {
  /** Up to now at most. */
  readonly window: Window;
  readonly counts: Counts;
  /** Messages of the day that are not judged yet. */
  readonly waiting: number;
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

/** `days`: what was counted in about the last 30 local days, oldest first, the reported one last. */
export function comparisons(days: readonly Counted[]) {
  const today = days.at(-1) ?? { counts: NO_COUNTS, hours: 0 };
  const ago = (n: number) => days.at(-1 - n);
  const sameDays = Array.from({ length: WEEKS }, (_, n) => ago((n + 1) * WEEK)).filter(
    (one) => one !== undefined,
  );
  const week = together(days.slice(-WEEK));
  const weekMood = moodOf(week.counts);
  return {
    dayBefore: comparedWith(today, together(days.slice(-2, -1))),
    weekday: comparedWith(today, together(sameDays)),
    week: weekMood && {
      total: week.counts.total,
      mood: weekMood,
      change: comparedWith(week, together(days.slice(0, -WEEK)))?.change ?? null,
    },
  };
}

function together(days: readonly Counted[]): Counted {
  return {
    counts: days.map(({ counts }) => counts).reduce(addCounts, NO_COUNTS),
    hours: days.reduce((sum, { hours }) => sum + hours, 0),
  };
}

function comparedWith(now: Counted, then: Counted): Compared | null {
  const mood = moodOf(then.counts);
  return mood && { total: then.counts.total, mood, change: comparisonOf(now, then) };
}
