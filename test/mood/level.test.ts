import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_COUNTS, type Counts } from '../../src/mood/counts.ts';
import { LEAST_JUDGED, LEVELS, levelOf } from '../../src/mood/level.ts';
import { moodOf } from '../../src/mood/mood.ts';
import { comparisonOf, covered, hoursIn, lastHours, spanOf } from '../../src/mood/span.ts';
import { HOUR, MINUTE, QUARTER, quarterOf } from '../../src/mood/window.ts';

const counted = (positive: number, neutral: number, negative: number): Counts => ({
  ...NO_COUNTS,
  total: positive + neutral + negative,
  ...{ positive, neutral, negative },
});
const anyCounts = fc.tuple(fc.nat(90), fc.nat(90), fc.nat(90)).map(([a, b, c]) => counted(a, b, c));

describe('the level of a mood', () => {
  it('is named from very negative to very positive', () => {
    expect(levelOf(counted(1, 1, 18))).toBe('veryNegative');
    expect(levelOf(counted(4, 8, 8))).toBe('negative');
    expect(levelOf(counted(7, 7, 6))).toBe('even');
    expect(levelOf(counted(8, 8, 4))).toBe('positive');
    expect(levelOf(counted(18, 1, 1))).toBe('veryPositive');
  });

  it('is not told of fewer than ten messages, and of ten it is', () => {
    expect(levelOf(counted(0, 0, LEAST_JUDGED - 1))).toBeNull();
    expect(levelOf(counted(0, 0, LEAST_JUDGED))).toBe('veryNegative');
  });

  it('grows with the mood, and mirrors with the labels', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const [one, other] = [levelOf(a), levelOf(b)];
        fc.pre(one !== null && other !== null);
        const order = Math.sign(LEVELS.indexOf(one) - LEVELS.indexOf(other));
        const by = Math.sign(moodOf(a)!.value - moodOf(b)!.value);
        expect(order === 0 || order === by).toBe(true);
        const mirrored = levelOf({ ...a, positive: a.negative, negative: a.positive });
        expect(LEVELS.indexOf(mirrored!)).toBe(LEVELS.length - 1 - LEVELS.indexOf(one));
      }),
    );
  });
});

describe('a span', () => {
  it('goes up to now, is compared with the time just before, and never names a time to come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 168 }), fc.nat(1e12), (hours, now) => {
        const { window, previous } = lastHours(hours, now + 400 * HOUR);
        const at = now + 400 * HOUR;
        expect(window.from).toBeLessThanOrEqual(at - hours * HOUR);
        expect(window.to).toBe(quarterOf(at) + QUARTER);
        expect(previous).toEqual({ from: window.from - hours * HOUR, to: window.from });
        expect(covered(window, at)).toEqual({ from: window.from, to: at });
        expect(hoursIn(covered(window, at))).toBeLessThan(hours + 0.5);
      }),
    );
  });

  it('of a time that is over is whole, and compared with as long before', () => {
    const now = Date.UTC(2026, 0, 5, 13, 7);
    const from = Date.UTC(2026, 0, 5, 10, 5);
    expect(spanOf({ from, to: from + HOUR }, now)).toEqual({
      window: { from: from - 5 * MINUTE, to: from + HOUR + 10 * MINUTE },
      previous: { from: from - 80 * MINUTE, to: from - 5 * MINUTE },
    });
  });
});

describe('a comparison', () => {
  it('says nothing where either side has fewer than ten messages', () => {
    const enough = { counts: counted(5, 5, 5), hours: 1 };
    const few = { counts: counted(9, 0, 0), hours: 1 };
    expect(comparisonOf(enough, enough)?.trend).toBe('steady');
    expect(comparisonOf(few, enough)).toBeNull();
    expect(comparisonOf(enough, few)).toBeNull();
  });
});
