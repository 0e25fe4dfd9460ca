import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_COUNTS, type Counts } from '../../src/mood/counts.ts';
import { changeOf, moodOf, shareOf } from '../../src/mood/mood.ts';

const counted = (positive: number, neutral: number, negative: number, uncertain = 0): Counts => ({
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
  uncertain,
});
const anyCounts = fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400)).map(([a, b, c]) => counted(a, b, c));

describe('mood', () => {
  it('is the share of positive minus the share of negative, in points', () => {
    expect(moodOf(counted(6, 2, 2))?.value).toBe(40);
    expect(moodOf(counted(0, 0, 4))?.value).toBe(-100);
  });

  it('is nothing where nobody wrote', () => {
    expect(moodOf(NO_COUNTS)).toBeNull();
    expect(shareOf(NO_COUNTS)).toBeNull();
    expect(changeOf(NO_COUNTS, counted(1, 1, 1))).toBeNull();
    expect(changeOf(counted(1, 1, 1), NO_COUNTS)).toBeNull();
  });

  it('lies within its interval, which lies within −100…+100 and mirrors with the labels', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const mood = moodOf(counts);
        fc.pre(mood !== null);
        const [low, high] = mood.interval;
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(low).toBeLessThanOrEqual(mood.value);
        expect(high).toBeGreaterThanOrEqual(mood.value);
        expect(high).toBeLessThanOrEqual(100);
        const mirrored = moodOf({ ...counts, positive: counts.negative, negative: counts.positive });
        expect(mirrored?.interval[0]).toBeCloseTo(-high, 9);
      }),
    );
  });

  // Exact coverage, by adding up the probability of every table whose interval holds the truth.
  it.each([3, 10, 30])(
    'has an interval that holds the truth about 95 times in 100, even from %i messages',
    (n) => {
      const lnFactorial = [0];
      for (let i = 1; i <= n; i++) lnFactorial.push(lnFactorial[i - 1]! + Math.log(i));
      const tables: [number, number, readonly [number, number]][] = [];
      for (let b = 0; b <= n; b++)
        for (let c = 0; b + c <= n; c++) tables.push([b, c, moodOf(counted(b, n - b - c, c))!.interval]);
      for (let p = 0.02; p < 0.98; p += 0.08) {
        for (let q = 0.02; p + q < 0.99; q += 0.08) {
          let covered = 0;
          for (const [b, c, [low, high]] of tables) {
            if (100 * (p - q) < low - 1e-9 || 100 * (p - q) > high + 1e-9) continue;
            const rest = n - b - c;
            covered += Math.exp(
              lnFactorial[n]! -
                lnFactorial[b]! -
                lnFactorial[c]! -
                lnFactorial[rest]! +
                b * Math.log(p) +
                c * Math.log(q) +
                rest * Math.log(1 - p - q),
            );
          }
          expect(covered, `p+ ${p}, p− ${q}`).toBeGreaterThan(0.92);
        }
      }
    },
  );
});

describe('a change of mood', () => {
  it('is falling or rising when it is more than chance, steady otherwise', () => {
    expect(changeOf(counted(5, 10, 45), counted(30, 20, 10))?.trend).toBe('falling');
    expect(changeOf(counted(30, 20, 10), counted(5, 10, 45))?.trend).toBe('rising');
    expect(changeOf(counted(3, 0, 1), counted(1, 0, 3))).toMatchObject({ by: 100, trend: 'steady' });
    expect(changeOf(counted(30, 20, 10), counted(29, 21, 10))?.trend).toBe('steady');
  });

  it('is the same seen from the other side', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const there = changeOf(a, b);
        fc.pre(there !== null);
        const back = changeOf(b, a);
        expect(back?.by).toBeCloseTo(-there.by, 9);
        expect(back?.interval[0]).toBeCloseTo(-there.interval[1], 9);
      }),
    );
  });

  it('takes one busy hour for less proof than the same messages spread over a day', () => {
    const [now, before] = [counted(290, 500, 210), counted(350, 500, 150)];
    expect(changeOf(now, before)?.trend).toBe('steady');
    expect(changeOf(now, before, { now: 24, before: 24 })?.trend).toBe('falling');
  });
});

it('shares sum to one', () => {
  expect(shareOf(counted(1, 2, 1, 3))).toEqual({
    positive: 0.25,
    neutral: 0.5,
    negative: 0.25,
    uncertain: 0.75,
  });
});
