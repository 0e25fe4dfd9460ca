import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityOf, LEVELS } from '../../src/mood/activity.ts';

const week = (n: number) => Array<number>(28).fill(n);

describe('activity', () => {
  it.each([
    [150, 'high'],
    [149, 'medium'],
    [50, 'medium'],
    [49, 'low'],
  ] as const)('of %i messages where 100 are usual is %s', (total, level) => {
    expect(activityOf(total, week(100))).toEqual({ total, usual: 100, level });
  });

  it('takes a handful as usual where nothing is known, or next to nothing is written', () => {
    expect(activityOf(8, [100, 100])).toEqual({ total: 8, usual: null, level: 'high' });
    expect(activityOf(3, week(1))).toEqual({ total: 3, usual: 1, level: 'medium' });
  });

  it('is not moved by one wild day', () => {
    expect(activityOf(100, [...week(100).slice(1), 9_000]).level).toBe('medium');
  });

  it('never falls when more is written', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(50), fc.array(fc.nat(500), { maxLength: 30 }), (total, more, days) => {
        const rank = (n: number) => LEVELS.indexOf(activityOf(n, days).level);
        expect(rank(total + more)).toBeLessThanOrEqual(rank(total));
      }),
    );
  });
});
