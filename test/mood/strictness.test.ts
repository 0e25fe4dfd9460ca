import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterFalseAlarm, afterMissedAlert, strictnessAt } from '../../src/mood/strictness.ts';
import { DAY } from '../../src/mood/window.ts';

it('four times the evidence after one false alarm, sixteen at most, usual again after weeks', () => {
  const one = afterFalseAlarm(null, 0);
  expect(strictnessAt(null, 0)).toBe(1);
  expect(strictnessAt(one, 0)).toBe(4);
  expect(strictnessAt(one, 14 * DAY)).toBe(2);
  const many = Array.from({ length: 9 }).reduce<typeof one>((taught) => afterFalseAlarm(taught, 0), one);
  expect(strictnessAt(many, 0)).toBe(16);
  expect(strictnessAt(many, 90 * DAY)).toBe(1);
});

it('a quarter of the evidence after a missed alert, no less after more, usual again after weeks', () => {
  const one = afterMissedAlert(null, 0);
  expect(strictnessAt(one, 0)).toBe(1 / 4);
  expect(strictnessAt(one, 14 * DAY)).toBe(1 / 2);
  expect(strictnessAt(afterMissedAlert(one, 0), 0)).toBe(1 / 4);
  expect(strictnessAt(one, 90 * DAY)).toBe(1);
  expect(strictnessAt(afterMissedAlert(afterFalseAlarm(null, 0), 0), 0)).toBe(1);
});

it('stays between a quarter of the usual evidence and 16 times it, and comes nearer to it with time', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.nat(400),
      fc.nat(400),
      (strictness, a, b) => {
        const at = (days: number) => strictnessAt({ strictness, at: 0 }, days * DAY);
        expect(at(a)).toBeGreaterThanOrEqual(1 / 4);
        expect(at(a)).toBeLessThanOrEqual(16);
        expect(Math.abs(Math.log(at(a + b)))).toBeLessThanOrEqual(Math.abs(Math.log(at(a))));
        expect(at(a) > 1).toBe(strictness > 1 && at(a) !== 1);
      },
    ),
  );
});
