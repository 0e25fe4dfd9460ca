// From the scores of some words to calibrated probabilities: a linear head, fitted per preset by bench/calibrate.ts.
import { z } from 'zod';
import qwenCoder from './calibration/qwen2.5-coder-0.5b.json' with { type: 'json' };
import smollm2 from './calibration/smollm2-135m.json' with { type: 'json' };
import { verdictFrom, type Label, type Probabilities, type Verdict } from '../mood/verdict.ts';

const calibration = z
  .object({
    preset: z.string(),
    /** Version of the analyst prompt that it was fitted with; it holds for no other. */
    prompt: z.string(),
    /** What the model is asked to weigh; each a single token of the preset. */
    words: z.array(z.string()).min(1),
    /** One for each feature; the logit of neutral is 0. */
    weights: z.object({ positive: z.array(z.number()), negative: z.array(z.number()) }),
    /** A label whose probability is below is uncertain. */
    uncertainBelow: z.number().min(0).max(1),
    /** Of each file of weights, in ten-fold cross-validation; chat3: on chat messages, three classes, 0…1. */
    figures: z.record(z.string(), z.object({ chat3: z.number().min(0).max(1).optional() })).optional(),
  })
  .refine(({ words, weights: { positive, negative } }) =>
    [positive, negative].every(({ length }) => length === words.length + 2),
  );

export type Calibration = z.infer<typeof calibration>;
/** The part that turns features into probabilities. */
export type Head = Calibration['weights'];

const FITTED = new Map(
  [qwenCoder, smollm2].map((data) => calibration.parse(data)).map((fitted) => [fitted.preset, fitted]),
);

/** Below it the plain softmax of a model that nobody has measured is called uncertain. */
const UNCERTAIN_BELOW = 0.5;

/** Null for a preset, file or URI that has none: it works, and is called uncalibrated wherever it is named. */
export function calibrationOf(preset: string | null): Calibration | null {
  return preset === null ? null : (FITTED.get(preset) ?? null);
}

/** Of 100 chat messages, how many it got right in cross-validation, with the worst of its files; null: not measured. */
export function rightOf100({ figures = {} }: Pick<Calibration, 'figures'>): number | null {
  const shares = Object.values(figures).flatMap(({ chat3 }) => (chat3 === undefined ? [] : [chat3]));
  return shares.length === 0 ? null : 100 * Math.min(...shares);
}

/** [1, has Han characters, score of each word less the mean of all]: a common offset of the scores changes nothing. */
export function featuresOf(text: string, scores: readonly number[]): number[] {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return [1, /\p{Script=Han}/u.test(text) ? 1 : 0, ...scores.map((score) => score - mean)];
}

/** Calibrated probabilities of what `featuresOf` gives. */
export function probabilitiesOf(features: readonly number[], head: Head): Probabilities {
  const logit = (weights: readonly number[]) =>
    features.reduce((sum, feature, i) => sum + feature * (weights[i] ?? 0), 0);
  return softmax({ positive: logit(head.positive), neutral: 0, negative: logit(head.negative) });
}

/** The verdict of a text from the scores of the calibration's words, in their order. */
export function calibrated(
  text: string,
  scores: readonly number[],
  { weights, uncertainBelow }: Calibration,
): Verdict {
  return verdictFrom(probabilitiesOf(featuresOf(text, scores), weights), uncertainBelow);
}

/** The verdict of a model that nobody has measured: the plain softmax of its labels' scores. */
export function uncalibrated(scores: Readonly<Record<Label, number>>): Verdict {
  return verdictFrom(softmax(scores), UNCERTAIN_BELOW);
}

function softmax({ positive, neutral, negative }: Readonly<Record<Label, number>>): Probabilities {
  const highest = Math.max(positive, neutral, negative);
  const p = Math.exp(positive - highest);
  const z = Math.exp(neutral - highest);
  const n = Math.exp(negative - highest);
  const sum = p + z + n;
  return { positive: p / sum, neutral: z / sum, negative: n / sum };
}
