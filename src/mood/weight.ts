// How much a verdict counts as a negative message for the spike watcher: the surer it is, the more.
import type { Verdict } from './verdict.ts';

/** Weights are whole numbers; this many make one message. So their sums are exact in any order. */
export const WEIGHT_PARTS = 64;

/**
 * Probabilities are rounded to millionths, as the store does, so that a weight is the same before and after storing.
 */
const MILLION = 1_000_000;
/** A probability of 1/2 or less weighs nothing; one of 3/4 or more weighs a whole message. */
const [NOTHING, WHOLE] = [MILLION / 2, (MILLION * 3) / 4];

export type Weighable = Pick<Verdict, 'label' | 'uncertain' | 'bare'> & {
  readonly probabilities: { readonly negative: number };
};

/** The weight of a verdict, 0…WEIGHT_PARTS; 0 if it is uncertain, not negative, or only one word or emoji. */
export function weightParts({ label, uncertain, bare, probabilities }: Weighable): number {
  if (label !== 'negative' || uncertain || bare === true) return 0;
  const millionths = Math.floor(probabilities.negative * MILLION + 0.5);
  const parts = Math.floor((WEIGHT_PARTS * (millionths - NOTHING)) / (WHOLE - NOTHING));
  return Math.min(WEIGHT_PARTS, Math.max(0, parts));
}

/** The same as a part of a message, 0…1. */
export const weightOf = (verdict: Weighable): number => weightParts(verdict) / WEIGHT_PARTS;
