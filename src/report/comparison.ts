// Two moods side by side: how they differ in a line, then the card of each.
import type { Counts } from '../mood/counts.ts';
import { comparisonOf, hoursIn } from '../mood/span.ts';
import { trendOf } from './headline.ts';
import type { ReportMessage } from './message.ts';
import { moodCard, type MoodFacts } from './moodCard.ts';
import { period } from './times.ts';
import type { Words } from './words.ts';

type Sides = readonly [MoodFacts, MoodFacts];

/** Of two channels in one time, or of one channel in two times. */
export function comparisonMessage(sides: Sides, words: Words): ReportMessage {
  return {
    content: differenceText(sides, words),
    embeds: sides.flatMap((side) => moodCard(side, words).embeds),
    allowedMentions: { parse: [] },
  };
}

function differenceText([one, other]: Sides, words: Words): string {
  const change = comparisonOf(countedIn(one), countedIn(other));
  if (!change) return words('mood.compare.few');
  const isPlaces = one.channelId !== other.channelId;
  const nameOf = ({ channelId, window }: MoodFacts) =>
    isPlaces || !window ? `<#${channelId ?? ''}>` : period(window, words);
  const facts = { one: nameOf(one), other: nameOf(other), by: Math.round(Math.abs(change.by)) };
  const around = {
    counts: { total: one.counts.total + other.counts.total },
    waiting: one.waiting + other.waiting,
    incidents: [...one.incidents, ...other.incidents],
  };
  const trend = trendOf(change, around);
  if (trend === null) return words('mood.compare.open');
  return trend === 'steady' ? words('mood.compare.steady', facts) : words(`mood.compare.${trend}`, facts);
}

const countedIn = ({ counts, window }: MoodFacts): { counts: Counts; hours: number } => ({
  counts,
  hours: window ? hoursIn(window) : 0,
});
