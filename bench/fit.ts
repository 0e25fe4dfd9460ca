// Fits the linear head of a calibration, and judges rows by heads that were fitted without them.
import { probabilitiesOf, type Head } from '../src/llm/calibration.ts';
import { verdictFrom, type Label, type Verdict } from '../src/mood/verdict.ts';

export interface Row {
  /** Rows that share a text share a fold. */
  readonly text: string;
  /** As `featuresOf` gives them. */
  readonly features: readonly number[];
  readonly label: Label;
  /** How much the row counts. */
  readonly weight: number;
}

/** Pull of every weight of a standardised feature towards zero, against the mean loss of a row. */
export function ridgeOf(preset: string): number {
  return preset === 'smollm2-135m' ? 0.1 : 0.02; // the smaller a model, the less its single words are worth
}

const STEPS = 400;
const RATE = 0.05;
const MOMENTUM = 0.9;

/**
 * Multinomial logistic regression with neutral at 0 (Hastie et al., The Elements of Statistical Learning,
 * section 4.4) with a ridge, over standardised features, by gradient descent with momentum; the loss is convex.
 */
export function fitHead(rows: readonly Row[], ridge: number): Head {
  const scales = scalesOf(rows);
  const inputs = rows.map(({ features }) =>
    Float64Array.from(scales, ({ mean, deviation }, i) => ((features[i] ?? 0) - mean) / deviation),
  );
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const positive = sideOf(scales.length);
  const negative = sideOf(scales.length);
  for (let step = 0; step < STEPS; step += 1) {
    rows.forEach(({ label, weight }, r) => {
      const input = inputs[r] ?? new Float64Array();
      const p = Math.exp(dot(positive.weights, input));
      const n = Math.exp(dot(negative.weights, input));
      add(positive.slope, input, ((p / (1 + p + n) - Number(label === 'positive')) * weight) / total);
      add(negative.slope, input, ((n / (1 + p + n) - Number(label === 'negative')) * weight) / total);
    });
    descend(positive, ridge);
    descend(negative, ridge);
  }
  return { positive: raw(positive.weights, scales), negative: raw(negative.weights, scales) };
}

interface Side {
  readonly weights: Float64Array;
  readonly speed: Float64Array;
  readonly slope: Float64Array;
}

function sideOf(width: number): Side {
  return {
    weights: new Float64Array(width),
    speed: new Float64Array(width),
    slope: new Float64Array(width),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(sums: Float64Array, input: Float64Array, share: number): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + share * (input[i] ?? 0);
}

/** One step down the slope, which starts at the ridge's pull again. */
function descend({ weights, speed, slope }: Side, ridge: number): void {
  for (let i = 0; i < weights.length; i += 1) {
    const next = MOMENTUM * (speed[i] ?? 0) - RATE * (slope[i] ?? 0);
    speed[i] = next;
    const weight = (weights[i] ?? 0) + next;
    weights[i] = weight;
    // The first weight is the bias: nothing pulls it.
    slope[i] = i === 0 ? 0 : ridge * weight;
  }
}

/** The verdict of every row by a head that was fitted without it. */
export function crossValidate(rows: readonly Row[], ridge: number, folds = 10): Verdict[] {
  const foldOf = new Map([...new Set(rows.map(({ text }) => text))].map((text, i) => [text, i % folds]));
  const verdicts: Verdict[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const head = fitHead(
      rows.filter(({ text }) => foldOf.get(text) !== fold),
      ridge,
    );
    rows.forEach(({ text, features }, i) => {
      if (foldOf.get(text) === fold) verdicts[i] = verdictFrom(probabilitiesOf(features, head), 0);
    });
  }
  return verdicts;
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** Of every feature; the first is the constant 1 and stays as it is. */
function scalesOf(rows: readonly Row[]): Scale[] {
  const width = rows[0]?.features.length ?? 0;
  return Array.from({ length: width }, (_, i) => {
    if (i === 0) return { mean: 0, deviation: 1 };
    const values = rows.map(({ features }) => features[i] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
}

/** Weights of standardised features as weights of the features themselves. */
function raw(weights: Float64Array, scales: readonly Scale[]): number[] {
  const scaled = [...weights].map((weight, i) => weight / (scales[i]?.deviation ?? 1));
  const shift = scaled.reduce((sum, weight, i) => sum + weight * (scales[i]?.mean ?? 0), 0);
  return scaled.map((weight, i) => (i === 0 ? weight - shift : weight));
}
