// Estimates how the share of negative messages depends on the hour of the day.
import { HOUR } from './window.ts';

/** By hour of the day, UTC. */
export interface Rhythm {
  /** Independent messages, and how many of them were negative. */
  readonly weights: readonly number[];
  readonly negatives: readonly number[];
  /** The estimate: the share of that hour minus that of the day. */
  readonly effects: readonly number[];
}

const HOURS = 24;
/** Weights of neighbouring hours by distance: mood does not jump at full hours. */
const KERNEL = [1, 2, 3, 4, 3, 2, 1];
const REACH = 3;
/** How much more than chance the hours must differ before the estimate is used. */
const CAUTION = 2;

const none = new Array<number>(HOURS).fill(0);
export const NO_RHYTHM: Rhythm = { weights: none, negatives: none, effects: none };

const hourOfDay = (at: number) => Math.floor(at / HOUR) % HOURS;

/** What to add to the mean share at this moment. */
export function rhythmAt({ effects }: Rhythm, at: number): number {
  return effects[hourOfDay(at)] ?? 0;
}

/** Adds an hour; earlier data keep that part (0…1) of their weight. */
export function withHour(
  rhythm: Rhythm,
  kept: number,
  hour: { readonly at: number; readonly weight: number; readonly negative: number },
): Rhythm {
  const now = hourOfDay(hour.at);
  const weights = rhythm.weights.map((sum, i) => sum * kept + (i === now ? hour.weight : 0));
  const negatives = rhythm.negatives.map((sum, i) => sum * kept + (i === now ? hour.negative : 0));
  return { weights, negatives, effects: effectsOf(weights, negatives) };
}

/**
 * The smoothed share of each hour minus that of the day, shrunk by the part of the variance that chance explains
 * (empirical Bayes with moments, as DerSimonian & Laird 1986, Control. Clin. Trials 7, 177–188).
 */
function effectsOf(weights: readonly number[], negatives: readonly number[]): readonly number[] {
  const weight = sum(weights);
  const mean = sum(negatives) / weight;
  const hours = weights.map((own, hour) => ({ own, ...smoothed(weights, negatives, hour, mean) }));
  let excess = 0;
  for (const { own, effect, noise } of hours) excess += own * (effect ** 2 - CAUTION * noise);
  const real = Math.max(0, excess / weight);
  return real === 0 ? none : hours.map(({ effect, noise }) => (effect * real) / (real + noise));
}

/** An hour with its neighbours: the difference of its share from `mean`, and the variance of that by chance. */
function smoothed(weights: readonly number[], negatives: readonly number[], hour: number, mean: number) {
  let [weight, squares, negative] = [0, 0, 0];
  KERNEL.forEach((factor, i) => {
    const at = (hour + i - REACH + HOURS) % HOURS;
    const own = weights[at] ?? 0;
    weight += factor * own;
    squares += factor * factor * own;
    negative += factor * (negatives[at] ?? 0);
  });
  if (weight === 0) return { effect: 0, noise: 0 };
  return { effect: negative / weight - mean, noise: (mean * (1 - mean) * squares) / weight ** 2 };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
