import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trueShares, type Confusion, type PerLabel } from '../../src/mood/confusion.ts';
import { addCounts, countsOfAll, NO_COUNTS, type Counts } from '../../src/mood/counts.ts';
import { levelOf } from '../../src/mood/level.ts';
import { changeOf, estimated, moodOf, shareOf } from '../../src/mood/mood.ts';
import { rounded } from '../../src/mood/rounded.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import { anyConfusion, anyShares, MISTAKEN } from './confusions.ts';

/** What this judge says of messages of these true shares. */
function saidOf(truth: PerLabel, { said }: Confusion): PerLabel {
  const share = (as: keyof PerLabel) =>
    LABELS.reduce((sum, label) => sum + truth[label] * said[label][as], 0);
  return { positive: share('positive'), neutral: share('neutral'), negative: share('negative') };
}

const counted = (shares: PerLabel, total: number): Counts => ({
  total,
  positive: total * shares.positive,
  neutral: total * shares.neutral,
  negative: total * shares.negative,
  uncertain: 0,
});

it('finds the true shares behind what a judge with known mistakes said', () => {
  fc.assert(
    fc.property(anyShares, anyConfusion, (truth, judge) => {
      const found = trueShares(saidOf(truth, judge), judge);
      for (const label of LABELS) expect(found[label]).toBeCloseTo(truth[label], 9);
    }),
  );
});

it('gives shares of 0…1 that sum to 1, whatever was counted, and a mood within its interval', () => {
  fc.assert(
    fc.property(anyShares, fc.integer({ min: 1, max: 2000 }), anyConfusion, (seen, total, judge) => {
      const counts = { ...counted(seen, total), judge };
      const { uncertain, ...shares } = shareOf(counts)!;
      expect(uncertain).toBe(0);
      expect(LABELS.reduce((sum, label) => sum + shares[label], 0)).toBeCloseTo(1, 9);
      for (const label of LABELS) expect(shares[label]).toBeGreaterThanOrEqual(0);
      const { value, interval } = moodOf(counts)!;
      expect(value).toBeCloseTo(100 * (shares.positive - shares.negative), 9);
      expect(interval[0]).toBeLessThanOrEqual(value);
      expect(interval[1]).toBeGreaterThanOrEqual(value);
      expect(Math.max(Math.abs(interval[0]), interval[1])).toBeLessThanOrEqual(100);
    }),
  );
});

it('gives an interval where all labels are worth the same but for rounding', () => {
  const judge: Confusion = {
    said: {
      positive: { positive: 0, neutral: 1, negative: 0 },
      neutral: { positive: 0, neutral: 0.49999999848954313, negative: 0.5000000015104568 },
      negative: { positive: 0.20075222835862583, neutral: 0, negative: 0.7992477716413743 },
    },
    doubt: 0,
  };
  const { interval } = moodOf({ ...counted({ positive: 0, neutral: 0, negative: 1 }, 6), judge })!;
  expect(interval.every(Number.isFinite)).toBe(true);
});

it('changes nothing for a judge without mistakes', () => {
  const perfect: Confusion = {
    said: {
      positive: { positive: 1, neutral: 0, negative: 0 },
      neutral: { positive: 0, neutral: 1, negative: 0 },
      negative: { positive: 0, neutral: 0, negative: 1 },
    },
    doubt: 0,
  };
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (positive, neutral, negative) => {
      fc.pre(positive + neutral + negative > 0);
      const counts = { total: positive + neutral + negative, positive, neutral, negative, uncertain: 0 };
      const [plain, judged] = [moodOf(counts)!, moodOf({ ...counts, judge: perfect })!];
      expect(judged.value).toBeCloseTo(plain.value, 9);
      judged.interval.forEach((end, i) => expect(end).toBeCloseTo(plain.interval[i]!, 9));
    }),
  );
});

it('shows a shift of 35 points as one of 35, where counting alone shows 20', () => {
  const calm = saidOf({ positive: 0.3, neutral: 0.55, negative: 0.15 }, MISTAKEN);
  const bad = saidOf({ positive: 0.1, neutral: 0.4, negative: 0.5 }, MISTAKEN);
  const negative = (counts: Counts) => 100 * shareOf(counts)!.negative;
  const shift = (judge: Pick<Counts, 'judge'>) =>
    negative({ ...counted(bad, 480), ...judge }) - negative({ ...counted(calm, 480), ...judge });
  expect(shift({})).toBeCloseTo(20, 9);
  expect(shift({ judge: MISTAKEN })).toBeCloseTo(35, 9);
  const by = changeOf(
    { ...counted(bad, 480), judge: MISTAKEN },
    { ...counted(calm, 480), judge: MISTAKEN },
    { now: 24, before: 24 },
  )!;
  expect(by.by).toBeCloseTo(-55, 9);
  expect(by.trend).toBe('falling');
});

it('has a wider interval the less is known of the judge, for a mood but not for its change', () => {
  const counts = { ...counted({ positive: 0.3, neutral: 0.4, negative: 0.3 }, 400), judge: MISTAKEN };
  const sure = { ...counts, judge: { ...MISTAKEN, doubt: 0 } };
  const width = ({ interval }: { interval: readonly [number, number] }) => interval[1] - interval[0];
  expect(width(moodOf(counts)!)).toBeGreaterThan(width(moodOf(sure)!) + 10);
  expect(width(changeOf(counts, counts)!)).toBe(width(changeOf(sure, sure)!));
});

it('keeps what is known of the judge when counts are added, and its level follows the corrected mood', () => {
  const said = [{ verdict: { label: 'negative' as const, uncertain: false } }, { verdict: null }];
  expect(countsOfAll(said)).toEqual({ ...NO_COUNTS, total: 1, negative: 1 });
  const one = countsOfAll(said, MISTAKEN);
  expect(addCounts(NO_COUNTS, one)).toEqual({ ...NO_COUNTS, total: 1, negative: 1, judge: MISTAKEN });
  const counts = counted({ positive: 0.3, neutral: 0.3, negative: 0.4 }, 100);
  expect(levelOf(counts)).toBe('even');
  expect(levelOf({ ...counts, judge: MISTAKEN })).toBe('negative');
});

it('is told to programs as the counts that it stands for', () => {
  const counts = {
    ...counted(saidOf({ positive: 0.2, neutral: 0.2, negative: 0.6 }, MISTAKEN), 50),
    judge: MISTAKEN,
  };
  expect(rounded({ day: [{ counts }] })).toEqual({
    day: [{ counts: { total: 50, positive: 10, neutral: 10, negative: 30, uncertain: 0 } }],
  });
  expect(estimated({ ...NO_COUNTS, judge: MISTAKEN })).toEqual(NO_COUNTS);
});
