// Fits the small linear head of a calibration and measures it by cross-validation.
import { verdictOf, type Features, type Weights } from '../src/llm/calibration.ts';
import { type Label, type Verdict } from '../src/mood/verdict.ts';

export interface Row {
  readonly features: Features;
  readonly label: Label;
  /** How much the row counts. */
  readonly weight: number;
}

/** Keeps the head close to zero where few rows speak. */
const RIDGE = 1e-3;
const STEPS = 4000;

/** Multinomial logistic regression with neutral at 0, by gradient descent with momentum; the loss is convex. */
export function fitHead(rows: readonly Row[]): Weights {
  const weights: Weights = { positive: [0, 0.5, 0, 0], negative: [0, 0, 0.5, 0] };
  const speed = { positive: [0, 0, 0, 0], negative: [0, 0, 0, 0] };
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = { positive: [0, 0, 0, 0], negative: [0, 0, 0, 0] };
    for (const { features, label, weight } of rows) {
      const { probabilities } = verdictOf(features, { weights, temperature: 1, uncertainBelow: 0 });
      for (const side of ['positive', 'negative'] as const) {
        const error = (probabilities[side] - (label === side ? 1 : 0)) * weight;
        features.forEach((value, i) => (slope[side][i] = (slope[side][i] ?? 0) + error * value));
      }
    }
    for (const side of ['positive', 'negative'] as const) {
      for (let i = 0; i < 4; i += 1) {
        const pull = (slope[side][i] ?? 0) / total + RIDGE * (weights[side][i] ?? 0);
        speed[side][i] = 0.9 * (speed[side][i] ?? 0) - 0.02 * pull;
        weights[side][i] = (weights[side][i] ?? 0) + (speed[side][i] ?? 0);
      }
    }
  }
  return weights;
}

/** The verdict of every row by a head that was fitted without it. */
export function crossValidate(rows: readonly Row[], folds = 10): Verdict[] {
  const verdicts: Verdict[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const weights = fitHead(rows.filter((_, i) => i % folds !== fold));
    rows.forEach(({ features }, i) => {
      if (i % folds === fold) {
        verdicts[i] = verdictOf(features, { weights, temperature: 1, uncertainBelow: 0 });
      }
    });
  }
  return verdicts;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly label: Label;
}

export function accuracy(judged: readonly Judged[]): number {
  return judged.filter(({ verdict, label }) => verdict.label === label).length / judged.length;
}

/** Of rows that are positive or negative: the more probable of the two. */
export function accuracyOfTwo(judged: readonly Judged[]): number {
  const right = judged.filter(({ verdict: { probabilities: p }, label }) =>
    label === 'positive' ? p.positive > p.negative : p.negative >= p.positive,
  );
  return right.length / judged.length;
}

/** How far the probability of the label is from how often it is right, over ten equal bins. */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, sure: 0, right: 0 }));
  for (const { verdict, label } of judged) {
    const sure = verdict.probabilities[verdict.label];
    const bin = bins[Math.min(9, Math.floor(sure * 10))];
    if (!bin) continue;
    bin.n += 1;
    bin.sure += sure;
    bin.right += verdict.label === label ? 1 : 0;
  }
  return bins.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0) / judged.length;
}

/** The lowest bound that leaves labels right at least `wanted` of the time just above it (neighbours of 60). */
export function uncertainBound(judged: readonly Judged[], wanted: number): number {
  const sorted = judged
    .map(({ verdict, label }) => ({
      sure: verdict.probabilities[verdict.label],
      right: verdict.label === label,
    }))
    .sort((a, b) => a.sure - b.sure);
  for (let i = 0; i + 60 < sorted.length; i += 1) {
    const right = sorted.slice(i, i + 60).filter((one) => one.right).length / 60;
    if (right >= wanted) return Math.round((sorted[i]?.sure ?? 0.5) * 100) / 100;
  }
  return 0.5;
}
