// The baseline of a channel: its share of negative messages, how sure that is, and how much it varies by the hour.
import type { BetaBinomial, VaryingShare } from './betaBinomial.ts';
import { NO_RHYTHM, rhythmAt, withHour, type Rhythm } from './rhythm.ts';
import type { Count } from './slots.ts';
import { DAY } from './window.ts';

/** The prior of a channel without a history, pooled over the server's channels. */
export interface Prior {
  /** Share of negative messages, 0…1. */
  readonly mean: number;
  /** The weight of the prior, in independent messages. */
  readonly strength: number;
  /** Correlation between the messages of one hour, 0…1. */
  readonly dispersion: number;
}

/** Plain sums that decay with a half-life, so that the baseline follows slow drift. */
export interface Baseline {
  readonly prior: Prior;
  /** Independent messages learned from, and how many of them were negative. */
  readonly weight: number;
  readonly negative: number;
  /** Sums of the moment estimator of the dispersion. */
  readonly spread: number;
  readonly pairs: number;
  /** The same messages by hour of the day. */
  readonly rhythm: Rhythm;
  /** Start of the newest hour learned, milliseconds since 1970; 0 before the first. */
  readonly learnedAt: number;
}

export const DEFAULT_PRIOR: Prior = { mean: 0.15, strength: 10, dispersion: 0.05 };

const HALF_LIFE = 14 * DAY;
/** The weight of the prior's dispersion, in pairs of messages: about ten hours of 20 messages. */
const PRIOR_PAIRS = 4000;
const [LEAST_MEAN, MOST_MEAN] = [0.02, 0.9];
const [LEAST_DISPERSION, MOST_DISPERSION] = [0.01, 0.3];

const within = (low: number, high: number, x: number) => Math.min(high, Math.max(low, x));

export function newBaseline(prior: Prior): Baseline {
  return { prior, weight: 0, negative: 0, spread: 0, pairs: 0, rhythm: NO_RHYTHM, learnedAt: 0 };
}

/** The channel's share of negative messages, 0…1, and the variance of that estimate, written as a correlation. */
export function meanOf({ prior, weight, negative }: Baseline): { mean: number; doubt: number } {
  const strength = prior.strength + weight;
  const mean = (prior.mean * prior.strength + negative) / strength;
  return { mean: within(LEAST_MEAN, MOST_MEAN, mean), doubt: 1 / (strength + 1) };
}

/**
 * Correlation between messages of one hour, shrunk to the prior: Williams' moment estimator (1982, Appl. Stat. 31,
 * 144–148).
 */
export function dispersionOf({ prior, spread, pairs }: Baseline): number {
  const fitted = (prior.dispersion * PRIOR_PAIRS + spread) / (PRIOR_PAIRS + pairs);
  return within(LEAST_DISPERSION, MOST_DISPERSION, fitted);
}

/** What is normal in the clock hour that starts at `hour`: the share of its messages, drawn once. */
export function normalOf(baseline: Baseline, hour: number): VaryingShare {
  const { mean, doubt } = meanOf(baseline);
  return {
    mean: meanAt(baseline, mean, hour),
    dispersion: doubt + (1 - doubt) * dispersionOf(baseline),
  };
}

function meanAt({ rhythm }: Baseline, mean: number, hour: number): number {
  return within(LEAST_MEAN, MOST_MEAN, mean + rhythmAt(rhythm, hour));
}

/** Learns a finished hour without an alert. */
export function learn(baseline: Baseline, hour: Count): Baseline {
  const { total: n, negative: k } = hour;
  if (n === 0) return baseline;
  const kept = baseline.learnedAt === 0 ? 1 : 0.5 ** (Math.max(0, hour.at - baseline.learnedAt) / HALF_LIFE);
  const mean = meanAt(baseline, meanOf(baseline).mean, hour.at);
  const independent = n / (1 + (n - 1) * dispersionOf(baseline));
  const negative = (independent * k) / n;
  return {
    prior: baseline.prior,
    weight: baseline.weight * kept + independent,
    negative: baseline.negative * kept + negative,
    spread: baseline.spread * kept + (k - n * mean) ** 2 / (mean * (1 - mean)) - n,
    pairs: baseline.pairs * kept + n * (n - 1),
    rhythm: withHour(baseline.rhythm, kept, { at: hour.at, weight: independent, negative }),
    learnedAt: Math.max(baseline.learnedAt, hour.at),
  };
}

/**
 * How many negative messages are normal among those of some hours: a beta-binomial with the mean and the variance
 * of the sum: messages of one hour share the variation of that hour, and all share the uncertainty of the mean.
 */
export function expectation(baseline: Baseline, hours: readonly Pick<Count, 'at' | 'total'>[]): BetaBinomial {
  const { mean, doubt } = meanOf(baseline);
  let [n, expected, sameHour] = [0, 0, 0];
  for (const { at, total } of hours) {
    n += total;
    expected += total * meanAt(baseline, mean, at);
    sameHour += total * (total - 1);
  }
  const wavering = n > 1 ? (dispersionOf(baseline) * sameHour) / (n * (n - 1)) : 0;
  return { n, mean: n > 0 ? expected / n : mean, dispersion: doubt + (1 - doubt) * wavering };
}

/** The prior of a server's channels, pooled from their messages; `DEFAULT_PRIOR` where there are none. */
export function pooledPrior(said: readonly Pick<Count, 'total' | 'negative'>[]): Prior {
  const { mean, strength, dispersion } = DEFAULT_PRIOR;
  const total = said.reduce((sum, one) => sum + one.total, 0);
  const negative = said.reduce((sum, one) => sum + one.negative, 0);
  return { mean: (negative + mean * strength) / (total + strength), strength, dispersion };
}
