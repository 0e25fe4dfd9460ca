import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moodBar, negativeBar } from '../../src/report/bar.ts';

const counts = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500)).map(([positive, neutral, negative]) => ({
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
  uncertain: 0,
}));
const of = (bar: string, block: string) => bar.split(block).length - 1;

it('a mood bar has ten blocks in order, within one of the true share, and none hides a label that occurs', () => {
  fc.assert(
    fc.property(counts, (all) => {
      fc.pre(all.total > 0);
      const bar = moodBar(all);
      expect(bar).toMatch(/^🟩*⬜*🟥*$/u);
      expect(Array.from(bar)).toHaveLength(10);
      for (const [block, count] of [
        ['🟩', all.positive],
        ['⬜', all.neutral],
        ['🟥', all.negative],
      ] as const) {
        expect(of(bar, block) > 0).toBe(count > 0);
        expect(Math.abs(of(bar, block) - (10 * count) / all.total)).toBeLessThanOrEqual(2);
      }
    }),
  );
});

it('a mood bar shows simple shares as they are, and nothing where there is nothing', () => {
  expect(moodBar({ total: 10, positive: 5, neutral: 3, negative: 2, uncertain: 0 })).toBe(
    '🟩🟩🟩🟩🟩⬜⬜⬜🟥🟥',
  );
  expect(moodBar({ total: 300, positive: 1, neutral: 298, negative: 1, uncertain: 0 })).toBe(
    '🟩⬜⬜⬜⬜⬜⬜⬜⬜🟥',
  );
  expect(moodBar({ total: 0, positive: 0, neutral: 0, negative: 0, uncertain: 0 })).toBe('');
});

it('a bar of negative messages is red for their share', () => {
  expect(negativeBar(14 / 22)).toBe('🟥🟥🟥🟥🟥🟥⬜⬜⬜⬜');
  expect(negativeBar(0.01)).toBe('🟥⬜⬜⬜⬜⬜⬜⬜⬜⬜');
  expect(negativeBar(0)).toBe('⬜⬜⬜⬜⬜⬜⬜⬜⬜⬜');
  expect(negativeBar(1)).toBe('🟥🟥🟥🟥🟥🟥🟥🟥🟥🟥');
});
