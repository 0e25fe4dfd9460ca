// The beta-binomial distribution: how many of n messages are negative when the share itself varies.

/** A share that varies: its mean and the correlation between messages that this causes (both in 0…1, exclusive). */
export interface VaryingShare {
  readonly mean: number;
  readonly dispersion: number;
}

/** n messages whose share is drawn once. */
export interface BetaBinomial extends VaryingShare {
  readonly n: number;
}

const HALF_LN_TAU = 0.5 * Math.log(2 * Math.PI);

/** The natural logarithm of the gamma function, x > 0: Stirling's series above 8, error below 1e-12. */
export function lnGamma(x: number): number {
  let [z, product] = [x, 1];
  while (z < 8) product *= z++;
  const y = 1 / (z * z);
  const series =
    (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360_360))))) / z;
  return (z - 0.5) * Math.log(z) - z + HALF_LN_TAU + series - (product === 1 ? 0 : Math.log(product));
}

/** The two shapes of the Beta that the share is drawn from. */
function shapesOf({ mean, dispersion }: VaryingShare): readonly [number, number] {
  const strength = 1 / dispersion - 1;
  return [mean * strength, (1 - mean) * strength];
}

/** ln P(k negative and n − k other messages, in their order): the share drawn once. */
export type LnLikelihood = (n: number, k: number) => number;

export function lnLikelihoodOf(share: VaryingShare): LnLikelihood {
  const [a, b] = shapesOf(share);
  const none = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  return (n, k) => lnGamma(a + k) + lnGamma(b + n - k) - lnGamma(a + b + n) - none;
}

/** P(exactly k). */
export function probabilityOf(k: number, d: BetaBinomial): number {
  const choose = lnGamma(d.n + 1) - lnGamma(k + 1) - lnGamma(d.n - k + 1);
  return Math.exp(choose + lnLikelihoodOf(d)(d.n, k));
}

/** P(k or more). Sums the shorter side, each term from the one before it. */
export function tailOf(k: number, d: BetaBinomial): number {
  if (k <= 0) return 1;
  if (k > d.n) return 0;
  const upper = k > d.n * d.mean;
  const sum = sumFrom(upper ? k : 0, upper ? d.n : k - 1, d);
  return Math.min(1, Math.max(0, upper ? sum : 1 - sum));
}

/** The central 95 % interval of the count, both ends inside. */
export function intervalOf(d: BetaBinomial): readonly [number, number] {
  const [a, b] = shapesOf(d);
  let [low, high] = [0, d.n];
  let below = 0;
  let term = probabilityOf(0, d);
  let lowFound = false;
  for (let k = 0; k <= d.n; k++) {
    below += term;
    if (!lowFound && below > 0.025) [low, lowFound] = [k, true];
    if (below >= 0.975) {
      high = k;
      break;
    }
    term *= ratio(k, d.n, a, b);
  }
  return [low, high];
}

function sumFrom(first: number, last: number, d: BetaBinomial): number {
  const [a, b] = shapesOf(d);
  let term = probabilityOf(first, d);
  let sum = 0;
  for (let k = first; k <= last; k++) {
    sum += term;
    // In the upper tail the terms fall: the rest is too small to matter.
    if (first > 0 && term < sum * 1e-12) break;
    term *= ratio(k, d.n, a, b);
  }
  return sum;
}

/** P(k + 1) ÷ P(k). */
function ratio(k: number, n: number, a: number, b: number): number {
  return ((n - k) * (k + a)) / ((k + 1) * (n - k - 1 + b));
}
