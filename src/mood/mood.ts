// Mood: the share of positive minus the share of negative, with its interval, and whether it changed.
import { moodWorth, trueShares } from './confusion.ts';
import type { Counts } from './counts.ts';
import type { Label } from './verdict.ts';

export interface Mood {
  /** −100 (all negative) … +100 (all positive). */
  readonly value: number;
  /** The 95 % interval of `value`, within −100…+100. */
  readonly interval: readonly [number, number];
}

export interface Change {
  /** Mood now minus mood before, −200…+200. */
  readonly by: number;
  readonly interval: readonly [number, number];
  /** "steady" when the interval holds 0: the change may be chance. */
  readonly trend: Trend;
}

export type Trend = 'rising' | 'falling' | 'steady';

const Z95 = 1.959_964;

/** The correlation between messages of one hour: between .016 and .063 in the channels of `npm run bench:spike`. */
const WITHIN_HOUR_CORRELATION = 0.03;

/** The counts that the verdicts stand for: corrected for the known mistakes of their judge, so no longer whole numbers. */
export function estimated(counts: Counts): Omit<Counts, 'judge'> {
  const { judge, ...seen } = counts;
  const { total, positive, neutral, negative } = seen;
  if (!judge || total === 0) return seen;
  const shares = trueShares(
    { positive: positive / total, neutral: neutral / total, negative: negative / total },
    judge,
  );
  return {
    ...seen,
    positive: total * shares.positive,
    neutral: total * shares.neutral,
    negative: total * shares.negative,
  };
}

/** Each label's part of the estimated counts, 0…1; null without messages. Every card takes its shares from here. */
export function shareOf(counts: Counts): Readonly<Record<Label | 'uncertain', number>> | null {
  const { total, positive, neutral, negative, uncertain } = estimated(counts);
  if (total === 0) return null;
  return {
    positive: positive / total,
    neutral: neutral / total,
    negative: negative / total,
    uncertain: uncertain / total,
  };
}

/**
 * The mood of some messages; null without any. The interval is the adjusted Wald interval for a difference of
 * two proportions of one sample (Bonett & Price 2012, J. Educ. Behav. Stat. 37, 479–488): one message is
 * added to each side, so that three messages never look certain. Where the judge's mistakes are known, it is that of
 * the corrected mood, wider by how much the mistakes differ between people.
 */
export function moodOf(counts: Counts): Mood | null {
  return moodWith(counts, 1, counts.judge?.doubt ?? 0);
}

/**
 * The change between two windows that do not overlap; null where either is empty. Its interval joins the two
 * moods' intervals by MOVER (Zou & Donner 2008, Stat. Med. 27, 1693–1702), each widened by the design effect of
 * messages that come in hours (Kish 1965; Rao & Scott 1992). `hours`: how many hours each window covers. The same
 * people wrote both windows, so how they differ from others does not count.
 */
export function changeOf(now: Counts, before: Counts, hours = { now: 1, before: 1 }): Change | null {
  const a = moodWith(now, designEffect(now.total, hours.now), 0);
  const b = moodWith(before, designEffect(before.total, hours.before), 0);
  if (!a || !b) return null;
  const by = a.value - b.value;
  const interval = [
    by - Math.hypot(a.value - a.interval[0], b.interval[1] - b.value),
    by + Math.hypot(a.interval[1] - a.value, b.value - b.interval[0]),
  ] as const;
  return { by, interval, trend: interval[0] > 0 ? 'rising' : interval[1] < 0 ? 'falling' : 'steady' };
}

function designEffect(total: number, hours: number): number {
  return 1 + Math.max(0, total / Math.max(1, hours) - 1) * WITHIN_HOUR_CORRELATION;
}

/**
 * The mood that `n` messages of `hours` hours show on 95 of 100 days that are as `past` was; null where there is too
 * little to say.
 */
export function usualMood(past: Counts, n: number, hours: number): Mood['interval'] | null {
  const mood = moodOf(past);
  if (!mood || n === 0) return null;
  const { variance } = worthOf(past);
  const half = 100 * Z95 * Math.sqrt((designEffect(n, hours) * variance) / n);
  return [Math.max(-100, mood.value - half), Math.min(100, mood.value + half)];
}

/** The mean and variance of what each message is worth to the mood; one message is added to each side. */
function worthOf(counts: Counts): { readonly mean: number; readonly variance: number } {
  const worth = moodWorth(counts.judge);
  const n = counts.total + 2;
  const [p, q] = [(counts.positive + 1) / n, (counts.negative + 1) / n];
  const r = 1 - p - q;
  const mean = p * worth.positive + r * worth.neutral + q * worth.negative;
  const square = p * worth.positive ** 2 + r * worth.neutral ** 2 + q * worth.negative ** 2;
  // Rounding may leave a little less than nothing where all labels are worth the same.
  return { mean, variance: Math.max(0, square - mean ** 2) };
}

function moodWith(counts: Counts, effect: number, doubt: number): Mood | null {
  if (counts.total === 0) return null;
  const { total, positive, negative } = estimated(counts);
  const value = (100 * (positive - negative)) / total;
  const { mean, variance } = worthOf(counts);
  const half = Z95 * Math.sqrt((effect * variance) / (total + 2) + doubt ** 2);
  return {
    value,
    interval: [
      Math.max(-100, Math.min(value, 100 * (mean - half))),
      Math.min(100, Math.max(value, 100 * (mean + half))),
    ],
  };
}
