import { describe, expect, it } from 'vitest';
import { drawShare, randomFrom } from '../../bench/spike/generator.ts';
import {
  DEFAULT_PRIOR,
  dispersionOf,
  expectation,
  learn,
  meanOf,
  newBaseline,
  pooledPrior,
  type Baseline,
} from '../../src/mood/baseline.ts';
import { NO_COUNTS } from '../../src/mood/counts.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';

/** A baseline that learned hours of 20 messages with this mean and over-dispersion. */
function lived(hours: number, mean: number, rho: number, from = newBaseline(DEFAULT_PRIOR)): Baseline {
  const random = randomFrom(11);
  let baseline = from;
  for (let hour = 1; hour <= hours; hour++) {
    const share = drawShare(mean, rho, random);
    const negative = Array.from({ length: 20 }, () => (random() < share ? 1 : 0)).reduce<number>(
      (a, b) => a + b,
      0,
    );
    baseline = learn(baseline, { at: from.learnedAt + hour * HOUR, total: 20, negative });
  }
  return baseline;
}

/** Neighbouring hours with this many messages. */
const hours = (...totals: number[]) => totals.map((total, i) => ({ at: DAY + i * HOUR, total }));

describe('a baseline', () => {
  it('starts from the prior and learns the channel’s own share and wavering', () => {
    expect(meanOf(newBaseline(DEFAULT_PRIOR)).mean).toBe(DEFAULT_PRIOR.mean);
    const rough = lived(24 * 14, 0.4, 0.15);
    expect(meanOf(rough).mean).toBeCloseTo(0.4, 1);
    expect(dispersionOf(rough)).toBeGreaterThan(0.1);
    const even = lived(24 * 14, 0.4, 0.001);
    expect(dispersionOf(even)).toBeLessThan(0.03);
  });

  it('follows slow drift, because what is old weighs less', () => {
    const before = lived(24 * 28, 0.1, 0.03);
    const after = lived(24 * 56, 0.3, 0.03, before);
    expect(meanOf(after).mean).toBeGreaterThan(0.27);
  });

  it('learns nothing from an hour without messages', () => {
    const baseline = newBaseline(DEFAULT_PRIOR);
    expect(learn(baseline, { at: DAY, total: 0, negative: 0 })).toBe(baseline);
  });

  it('expects a wider range of one hour than of the same messages spread over three', () => {
    const baseline = lived(24 * 14, 0.15, 0.06);
    const one = expectation(baseline, hours(60));
    const three = expectation(baseline, hours(20, 20, 20));
    expect(one.n).toBe(three.n);
    expect(one.dispersion).toBeGreaterThan(three.dispersion * 2);
  });

  it('doubts more in a new channel than in a known one', () => {
    expect(expectation(newBaseline(DEFAULT_PRIOR), hours(20)).dispersion).toBeGreaterThan(
      expectation(lived(24 * 14, 0.15, 0.05), hours(20)).dispersion,
    );
  });
});

it('the prior of a server is its channels’ pooled share, near the default while there is little', () => {
  expect(pooledPrior([])).toEqual(DEFAULT_PRIOR);
  const rough = { ...NO_COUNTS, total: 1000, negative: 400, neutral: 600 };
  expect(pooledPrior([rough, rough]).mean).toBeCloseTo(0.4, 1);
  expect(pooledPrior([{ ...NO_COUNTS, total: 1, negative: 1 }]).mean).toBeLessThan(0.25);
});
