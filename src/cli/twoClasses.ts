// A verdict as a choice between positive and negative.
import type { Verdict } from '../mood/verdict.ts';

/** Below, two classes are close to an even bet. */
const UNCERTAIN_BELOW = 0.6;

/** Neutral's share goes to the others in their proportion; with nothing to go by it is an even bet. */
export function inTwoClasses({ probabilities, intent, kind }: Verdict): Verdict {
  const sum = probabilities.positive + probabilities.negative;
  const positive = sum === 0 ? 0.5 : probabilities.positive / sum;
  const label = positive >= 0.5 ? 'positive' : 'negative';
  return {
    label,
    probabilities: { positive, neutral: 0, negative: 1 - positive },
    uncertain: Math.max(positive, 1 - positive) < UNCERTAIN_BELOW,
    ...(intent && { intent }),
    ...(kind && { kind }),
  };
}
