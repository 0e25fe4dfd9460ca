// Fits linear heads.
import { softmax, type Head } from '../head.ts';
import { factorOf, solve } from './cholesky.ts';

export interface Row<Label extends string = string> {
  /** Rows of one group share a fold: those of one text, or of one writer. */
  readonly group: string;
  /** As `featuresOf` gives them. */
  readonly features: readonly number[];
  readonly label: Label;
  /** How much the row counts. */
  readonly weight: number;
}

const STEPS = 60;
const MOMENTUM = 0.8;

/** A feature that varies less, as a word that few rows have, is not made as large as the others. */
const LEAST_DEVIATION = 0.05;

/**
 * Multinomial logistic regression (Hastie et al., The Elements of Statistical Learning, section 4.4) with a ridge over
 * standardised features: the pull of every weight but the bias towards zero, against the mean loss of a row. Descent
 * preconditioned by the features' covariance, an upper bound of the curvature (Böhning 1992), since the scores of words
 * move together; the loss is convex.
 */
export function fitHead<Label extends string>(
  rows: readonly Row<Label>[],
  labels: readonly Label[],
  ridge: number,
): Head<Label> {
  const scales = scalesOf(rows);
  const inputs = rows.map(({ features }) =>
    Float64Array.from(scales, ({ mean, deviation }, i) => ((features[i] ?? 0) - mean) / deviation),
  );
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const shares = rows.map(({ weight }) => weight / total);
  const factor = factorOf(curvature(inputs, shares, ridge));
  const weights = labels.map(() => new Float64Array(scales.length));
  const speeds = labels.map(() => new Float64Array(scales.length));
  const wanted = rows.map(({ label }) => labels.indexOf(label));
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = weights.map((row) => row.map((weight, i) => (i === 0 ? 0 : ridge * weight)));
    inputs.forEach((input, r) => {
      const guesses = softmax(weights.map((row) => dot(row, input)));
      guesses.forEach((guess, k) => {
        const share = (guess - Number(wanted[r] === k)) * (shares[r] ?? 0);
        const slope = slopes[k];
        if (slope) add(slope, input, share);
      });
    });
    slopes.forEach((slope, k) => {
      const way = solve(factor, slope);
      const speed = speeds[k];
      const row = weights[k];
      if (!speed || !row) return;
      for (let i = 0; i < row.length; i += 1) {
        speed[i] = MOMENTUM * (speed[i] ?? 0) - (way[i] ?? 0);
        row[i] = (row[i] ?? 0) + (speed[i] ?? 0);
      }
    });
  }
  return { labels, weights: weights.map((row) => raw(row, scales)) };
}

/** Half the covariance is the most that the loss curves (Böhning's bound); the ridge is added, but for the bias. */
function curvature(
  inputs: readonly Float64Array[],
  shares: readonly number[],
  ridge: number,
): Float64Array[] {
  const width = inputs[0]?.length ?? 0;
  const sums = Array.from({ length: width }, () => new Float64Array(width));
  inputs.forEach((input, r) => {
    const half = (shares[r] ?? 0) / 2;
    for (let i = 0; i < width; i += 1) {
      const row = sums[i];
      const value = (input[i] ?? 0) * half;
      if (!row || value === 0) continue;
      for (let j = 0; j <= i; j += 1) row[j] = (row[j] ?? 0) + value * (input[j] ?? 0);
    }
  });
  sums.forEach((row, i) => (row[i] = (row[i] ?? 0) + (i === 0 ? 1e-6 : ridge)));
  return sums;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(sums: Float64Array, input: Float64Array, share: number): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + share * (input[i] ?? 0);
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
    let sum = 0;
    for (const { features } of rows) sum += features[i] ?? 0;
    const mean = sum / rows.length;
    let squares = 0;
    for (const { features } of rows) squares += ((features[i] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / rows.length);
    return { mean, deviation: Math.max(deviation, LEAST_DEVIATION) };
  });
}

/** Weights of standardised features as weights of the features themselves. */
function raw(weights: Float64Array, scales: readonly Scale[]): Float32Array {
  const scaled = [...weights].map((weight, i) => weight / (scales[i]?.deviation ?? 1));
  const shift = scaled.reduce((sum, weight, i) => sum + weight * (scales[i]?.mean ?? 0), 0);
  return Float32Array.from(scaled, (weight, i) => (i === 0 ? weight - shift : weight));
}
