// How much a verdict counts as a negative message for the spike watcher: no more than its probability can carry.
import type { Verdict } from './verdict.ts';

/** Weights are whole numbers of this part of a message: their sums are exact, in whatever order they are added. */
export const WEIGHT_PARTS = 64;

/** Probabilities are kept in millionths: finer ones weigh as they will once they were stored. */
const MILLION = 1_000_000;
/** An even bet, and less, weighs nothing; three to one, and more, weighs a whole message. */
const [NOTHING, WHOLE] = [MILLION / 2, (MILLION * 3) / 4];

export type Weighable = Pick<Verdict, 'label' | 'uncertain' | 'bare'> & {
  readonly probabilities: { readonly negative: number };
};

/** Of a verdict, 0…WEIGHT_PARTS; 0 for what is not negative, is uncertain, or was said in one word or emoji. */
export function weightParts({ label, uncertain, bare, probabilities }: Weighable): number {
  if (label !== 'negative' || uncertain || bare === true) return 0;
  const millionths = Math.floor(probabilities.negative * MILLION + 0.5);
  const parts = Math.floor((WEIGHT_PARTS * (millionths - NOTHING)) / (WHOLE - NOTHING));
  return Math.min(WEIGHT_PARTS, Math.max(0, parts));
}

/** The same as a part of a message, 0…1. */
export const weightOf = (verdict: Weighable): number => weightParts(verdict) / WEIGHT_PARTS;
