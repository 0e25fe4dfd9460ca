// Compares the number of a day's messages with a usual day.

export const LEVELS = ['high', 'medium', 'low'] as const;
type Level = (typeof LEVELS)[number];

export interface Activity {
  /** Messages of the day. */
  readonly total: number;
  /** Messages of a usual day; null where less than a week is known. */
  readonly usual: number | null;
  readonly level: Level;
}

const HIGH = 1.5;
const LOW = 0.5;
/** A usual day counts as at least this many messages: twice very few means nothing. */
const LEAST_USUAL = 5;
const LEAST_DAYS = 7;

/**
 * `total`: messages of the day; `days`: messages of each day before, days without any included.
 * The score is total ÷ max(5, median of the days before): from 1.5 on high, below 0.5 low. Where less than seven days
 * are known, five messages are taken as usual.
 */
export function activityOf(total: number, days: readonly number[]): Activity {
  const usual = days.length >= LEAST_DAYS ? medianOf(days) : null;
  const score = total / Math.max(LEAST_USUAL, usual ?? 0);
  return { total, usual, level: score >= HIGH ? 'high' : score < LOW ? 'low' : 'medium' };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1, middle + 1) : [sorted[middle], sorted[middle]];
  return (low + high) / 2;
}
