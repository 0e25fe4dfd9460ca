import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff, spread } from '../../src/flow/backoff.ts';

it('pauses grow by their factor from the least to the most, and stay there', () => {
  const pauses = [1, 2, 3, 4, 5, 1000];
  expect(pauses.map((n) => backoff(n, { least: 5, most: 30 }))).toEqual([5, 10, 20, 30, 30, 30]);
  expect(pauses.map((n) => backoff(n, { least: 5, most: 100, factor: 4 }))).toEqual([
    5, 20, 80, 100, 100, 100,
  ]);
});

it('a pause that is spread is at least its half and at most itself', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), unit, (ms, random) => {
      expect(spread(ms, random)).toBeGreaterThanOrEqual(ms / 2);
      expect(spread(ms, random)).toBeLessThanOrEqual(ms);
    }),
  );
});
