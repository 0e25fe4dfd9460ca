// How the mood of some messages is called. Every card takes its words and its colour from here.
import type { Counts } from './counts.ts';
import { moodOf } from './mood.ts';

export const LEVELS = ['veryNegative', 'negative', 'even', 'positive', 'veryPositive'] as const;
export type Level = (typeof LEVELS)[number];

/** From fewer judged messages nothing is said about the mood: its interval would be some 100 wide. Alerts need as many. */
export const LEAST_JUDGED = 10;

/** From this distance from 0 on, in points of mood, a mood is positive or negative, and very much so. */
const [SOME, MUCH] = [15, 50];

export const isEnough = ({ total }: Pick<Counts, 'total'>): boolean => total >= LEAST_JUDGED;

/** The level of some counts; null where they are too few to say. */
export function levelOf(counts: Counts): Level | null {
  const mood = isEnough(counts) ? moodOf(counts) : null;
  if (!mood) return null;
  const { value } = mood;
  if (Math.abs(value) < SOME) return 'even';
  if (value < 0) return value <= -MUCH ? 'veryNegative' : 'negative';
  return value >= MUCH ? 'veryPositive' : 'positive';
}
