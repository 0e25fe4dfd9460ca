// The days, hours and quarters of a window are exactly its quarter-hours, and they are few.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR, QUARTER } from '../../src/mood/window.ts';
import { blocksOf, daysOf, QUARTERS_IN, quartersOf, spansOf } from '../../src/store/spans.ts';

const window = fc
  .tuple(fc.integer({ min: 0, max: 40 * DAY }), fc.integer({ min: -DAY, max: 20 * DAY }))
  .map(([from, length]) => ({ from, to: from + length }));

const quartersIn = (spans: ReturnType<typeof spansOf>) =>
  spans.flatMap(({ grain, from, to }) => {
    const size = QUARTERS_IN[grain];
    return Array.from({ length: (to - from) * size }, (_, index) => from * size + index);
  });

it('cuts a window into its quarter-hours, each once and in order', () => {
  fc.assert(
    fc.property(window, (one) => {
      const { from, to } = quartersOf(one);
      const all = Array.from({ length: to - from }, (_, index) => from + index);
      expect(quartersIn(spansOf(one))).toEqual(all);
      for (const quarter of [from, to - 1].filter(() => to > from)) {
        expect(quarter * QUARTER).toBeGreaterThanOrEqual(one.from);
        expect(quarter * QUARTER).toBeLessThan(one.to);
      }
    }),
  );
});

it('reads at most 23 hours and 3 quarters at each end, beside whole days', () => {
  fc.assert(
    fc.property(window, (one) => {
      const steps = spansOf(one).filter(({ grain }) => grain !== 'day');
      expect(steps.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThanOrEqual(2 * 26);
    }),
  );
});

it('reads a year in any time zone as 364 days and its ends', () => {
  const from = Date.UTC(2026, 0, 1) - 5.75 * HOUR;
  const days = spansOf({ from, to: from + 365 * DAY }).filter(({ grain }) => grain === 'day');
  expect(days.map((span) => span.to - span.from)).toEqual([364]);
});

it('knows the days that a window touches', () => {
  expect(daysOf({ from: DAY - 1, to: 2 * DAY })).toEqual({ grain: 'day', from: 0, to: 2 });
  expect(daysOf({ from: DAY, to: DAY })).toEqual({ grain: 'day', from: 1, to: 1 });
});

it('covers the days that a window touches with blocks, each day once and in order, and few', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 800 }), (first, length) => {
      const blocks = blocksOf({ from: first * DAY, to: (first + length) * DAY });
      const days = blocks.flatMap(({ days: size, from, to }) =>
        Array.from({ length: (to - from) * size }, (_, index) => from * size + index),
      );
      expect(days).toEqual(Array.from({ length }, (_, index) => first + index));
      const read = blocks.reduce((sum, { from, to }) => sum + to - from, 0);
      expect(read).toBeLessThanOrEqual(length / 64 + 2 * (7 + 7));
    }),
  );
});
