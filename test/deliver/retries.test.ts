import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_TRIES, pauseAfter } from '../../src/deliver/retries.ts';
import { HOUR } from '../../src/mood/window.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

it('the pause grows from seconds to an hour, spread by half, in whole milliseconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_TRIES - 1 }), unit, (tries, random) => {
      const pause = pauseAfter(tries, random) ?? NaN;
      expect(Number.isInteger(pause)).toBe(true);
      expect(pause).toBeGreaterThanOrEqual(7500);
      expect(pause).toBeLessThanOrEqual(Math.min(HOUR, 15_000 * 4 ** (tries - 1)));
    }),
  );
  expect(pauseAfter(MOST_TRIES, 0.5)).toBeNull();
});

it('the pause is never shorter than a target asks for, within six hours', () => {
  fc.assert(
    fc.property(unit, fc.double({ min: 0, max: 1e12, noNaN: true }), (random, asked) => {
      const pause = pauseAfter(1, random, asked) ?? NaN;
      expect(pause).toBeGreaterThanOrEqual(Math.min(asked, 6 * HOUR));
      expect(pause).toBeLessThanOrEqual(Math.max(15_000, 6 * HOUR));
    }),
  );
});
