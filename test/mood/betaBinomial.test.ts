import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalOf, lnGamma, probabilityOf, tailOf } from '../../src/mood/betaBinomial.ts';

const distribution = fc.record({
  n: fc.integer({ min: 1, max: 300 }),
  mean: fc.double({ min: 0.02, max: 0.9, noNaN: true }),
  dispersion: fc.double({ min: 0.001, max: 0.4, noNaN: true }),
});

describe('the beta-binomial distribution', () => {
  it('stands on a log-gamma that agrees with factorials and with Γ(½) = √π', () => {
    let lnFactorial = 0;
    for (let n = 1; n < 150; n++) {
      expect(lnGamma(n)).toBeCloseTo(lnFactorial, 10);
      lnFactorial += Math.log(n);
    }
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(lnGamma(0.1)).toBeCloseTo(2.252_712_651_734_206, 12);
  });

  it('is flat where the share is uniform: a Beta(1, 1)', () => {
    const uniform = { n: 9, mean: 0.5, dispersion: 1 / 3 };
    for (let k = 0; k <= 9; k++) expect(probabilityOf(k, uniform)).toBeCloseTo(0.1, 12);
    expect(tailOf(7, uniform)).toBeCloseTo(0.3, 12);
    expect(intervalOf(uniform)).toEqual([0, 9]);
  });

  it('nears the binomial as the dispersion goes', () => {
    expect(tailOf(3, { n: 4, mean: 0.5, dispersion: 1e-6 })).toBeCloseTo(5 / 16, 5);
  });

  it('has the mean and the variance of its name', () => {
    fc.assert(
      fc.property(distribution, (d) => {
        const { n, mean, dispersion } = d;
        let [total, first, second] = [0, 0, 0];
        for (let k = 0; k <= n; k++) {
          const p = probabilityOf(k, d);
          total += p;
          first += k * p;
          second += (k - n * mean) ** 2 * p;
        }
        expect(total).toBeCloseTo(1, 8);
        expect(first).toBeCloseTo(n * mean, 5);
        expect(second / (n * mean * (1 - mean) * (1 + (n - 1) * dispersion))).toBeCloseTo(1, 5);
      }),
    );
  });

  it('has a tail that is the sum of its terms and falls with every message', () => {
    fc.assert(
      fc.property(distribution, (d) => {
        let sum = 0;
        for (let k = d.n; k > 0; k--) {
          sum += probabilityOf(k, d);
          expect(tailOf(k, d)).toBeCloseTo(sum, 8);
          expect(tailOf(k, d)).toBeLessThanOrEqual(tailOf(k - 1, d));
        }
        expect(tailOf(0, d)).toBe(1);
        expect(tailOf(d.n + 1, d)).toBe(0);
      }),
    );
  });

  it('has at least 95 % within its interval and at most 2.5 % on either side', () => {
    fc.assert(
      fc.property(distribution, (d) => {
        const [low, high] = intervalOf(d);
        expect(tailOf(high + 1, d)).toBeLessThanOrEqual(0.025 + 1e-9);
        expect(1 - tailOf(low, d)).toBeLessThanOrEqual(0.025 + 1e-9);
      }),
    );
  });
});
