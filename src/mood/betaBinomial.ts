// The beta-binomial distribution: how many of n messages are negative when the share itself wavers.

/** n messages, mean share `mean` (0…1, exclusive), correlation `dispersion` between them (0…1, exclusive). */
export interface BetaBinomial {
  readonly n: number;
  readonly mean: number;
  readonly dispersion: number;
}

// Lanczos 1964 with g = 7 and the nine coefficients of Godfrey 2001; error below 1e-13 for x ≥ 0.5.
const LANCZOS = [
  676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_59,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
];

/** The natural logarithm of the gamma function, x > 0. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const z = x - 1;
  const sum = LANCZOS.reduce((total, c, i) => total + c / (z + i + 1), 0.999_999_999_999_809_93);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const lnBeta = (a: number, b: number) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

function shapes({ mean, dispersion }: BetaBinomial): readonly [number, number] {
  const strength = 1 / dispersion - 1;
  return [mean * strength, (1 - mean) * strength];
}

/** P(exactly k). */
export function probabilityOf(k: number, d: BetaBinomial): number {
  const [a, b] = shapes(d);
  const choose = lnGamma(d.n + 1) - lnGamma(k + 1) - lnGamma(d.n - k + 1);
  return Math.exp(choose + lnBeta(k + a, d.n - k + b) - lnBeta(a, b));
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
  const [a, b] = shapes(d);
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
  const [a, b] = shapes(d);
  let term = probabilityOf(first, d);
  let sum = 0;
  for (let k = first; k <= last; k++) {
    sum += term;
    // In the upper tail the terms fall: what follows cannot matter any more.
    if (first > 0 && term < sum * 1e-12) break;
    term *= ratio(k, d.n, a, b);
  }
  return sum;
}

/** P(k + 1) ÷ P(k). */
function ratio(k: number, n: number, a: number, b: number): number {
  return ((n - k) * (k + a)) / ((k + 1) * (n - k - 1 + b));
}
