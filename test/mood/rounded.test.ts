import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounded, roundedNumber } from '../../src/mood/rounded.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

it.each([
  [16.666666666666668, 16.7],
  [-7.142857, -7.1],
  [0.2857142857, 0.2857],
  [0.000321_987, 0.000322],
  [1_767_614_400_000, 1_767_614_400_000],
])('%d is written as %d', (value, shown) => expect(roundedNumber(value)).toBe(shown));

it('stays near what it rounds, leaves whole numbers alone, and rounds once', () => {
  fc.assert(
    fc.property(number, fc.integer(), (value, whole) => {
      const shown = roundedNumber(value);
      expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.051);
      expect(roundedNumber(shown)).toBe(shown);
      expect(roundedNumber(whole)).toBe(whole);
    }),
  );
});

it('rounds the figures of facts wherever they stand, and nothing else', () => {
  expect(rounded({ mood: [100 / 3, null], id: '1.23456', none: undefined })).toEqual({
    mood: [33.3, null],
    id: '1.23456',
  });
  expect(rounded(undefined)).toBeNull();
});
