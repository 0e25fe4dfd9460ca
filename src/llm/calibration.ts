// From the scores of the label words to calibrated probabilities: a small linear head, fitted per preset by bench/calibrate.ts.
import { z } from 'zod';
import qwenCoder from './calibration/qwen2.5-coder-0.5b.json' with { type: 'json' };
import smollm2 from './calibration/smollm2-135m.json' with { type: 'json' };
import { LABELS, type Label, type Probabilities, type Verdict } from '../mood/verdict.ts';

const weights = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const calibration = z.object({
  preset: z.string(),
  /** Version of the analyst prompt that it was fitted with. */
  prompt: z.string(),
  /** For [1, log-odds positive : neutral, log-odds negative : neutral, has Han characters]; neutral is 0. */
  weights: z.object({ positive: weights, negative: weights }),
  /** Divides the logits: above 1 the head was too sure of itself. */
  temperature: z.number().positive(),
  /** A label whose probability is below is uncertain. */
  uncertainBelow: z.number().min(0).max(1),
});

export type Calibration = z.infer<typeof calibration>;
export type Weights = Calibration['weights'];

const FITTED = new Map(
  [qwenCoder, smollm2].map((data) => calibration.parse(data)).map((fitted) => [fitted.preset, fitted]),
);

/** The plain softmax of the scores: for models that nobody has measured. */
const UNFITTED = {
  weights: { positive: [0, 1, 0, 0], negative: [0, 0, 1, 0] },
  temperature: 1,
  uncertainBelow: 0.5,
} as const satisfies Omit<Calibration, 'preset' | 'prompt'>;

/** Null for a preset, file or URI that has none: it works, and is called uncalibrated wherever it is named. */
export function calibrationOf(preset: string | null): Calibration | null {
  return preset === null ? null : (FITTED.get(preset) ?? null);
}

export type Features = readonly [number, number, number, number];

export function featuresOf(text: string, scores: Readonly<Record<Label, number>>): Features {
  return [
    1,
    scores.positive - scores.neutral,
    scores.negative - scores.neutral,
    /\p{Script=Han}/u.test(text) ? 1 : 0,
  ];
}

/** The verdict of one message from the scores of its labels. */
export function verdictOf(
  features: Features,
  { weights, temperature, uncertainBelow }: Omit<Calibration, 'preset' | 'prompt'> = UNFITTED,
): Verdict {
  const logit = (row: readonly number[]) =>
    row.reduce((sum, weight, i) => sum + weight * (features[i] ?? 0), 0) / temperature;
  const probabilities = softmax({
    positive: logit(weights.positive),
    neutral: 0,
    negative: logit(weights.negative),
  });
  const label = LABELS.reduce((best, one) => (probabilities[one] > probabilities[best] ? one : best));
  return { label, probabilities, uncertain: probabilities[label] < uncertainBelow };
}

function softmax(logits: Readonly<Record<Label, number>>): Probabilities {
  const highest = Math.max(...Object.values(logits));
  const raised = LABELS.map((label) => Math.exp(logits[label] - highest));
  const sum = raised.reduce((a, b) => a + b, 0);
  const [positive = 0, neutral = 0, negative = 0] = raised.map((value) => value / sum);
  return { positive, neutral, negative };
}
