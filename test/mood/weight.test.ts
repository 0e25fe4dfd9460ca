import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBare } from '../../src/mood/bare.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import { weightOf, weightParts, WEIGHT_PARTS } from '../../src/mood/weight.ts';

const negative = (p: number, more = {}) => ({
  label: 'negative' as const,
  uncertain: false,
  probabilities: { negative: p },
  ...more,
});

describe('what a verdict weighs as a negative message', () => {
  it('is nothing at an even bet, a whole message from three to one on, and rises between them', () => {
    expect([0.4, 0.5, 0.625, 0.75, 0.99].map((p) => weightOf(negative(p)))).toEqual([0, 0, 0.5, 1, 1]);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [less, more] = [Math.min(a, b), Math.max(a, b)];
          expect(weightOf(negative(less))).toBeLessThanOrEqual(weightOf(negative(more)));
        },
      ),
    );
  });

  it('is nothing where the verdict is uncertain, not negative, or of one word', () => {
    expect(weightOf(negative(0.9, { uncertain: true }))).toBe(0);
    expect(weightOf(negative(0.9, { bare: true }))).toBe(0);
    for (const label of LABELS.filter((one) => one !== 'negative')) {
      expect(weightOf({ ...negative(0.9), label })).toBe(0);
    }
  });

  it('is a whole number of parts, and the same once the probability was stored in millionths', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        const parts = weightParts(negative(p));
        expect(Number.isInteger(parts) && parts >= 0 && parts <= WEIGHT_PARTS).toBe(true);
        expect(weightParts(negative(Math.round(p * 1e6) / 1e6))).toBe(parts);
      }),
    );
  });
});

describe('a bare message', () => {
  it.each([
    '😂',
    '😂😂',
    'lol',
    'LOL!!',
    '哈哈',
    '哈哈哈哈哈',
    '+1',
    'hahaha',
    'XD',
    '❤️',
    'lol 😂',
    'no no no',
    ':sob: :skull:',
    'ｌｏｌ',
  ])('is %s: one word, or emoji alone', (text) => expect(isBare(text)).toBe(true));

  it.each(['servers down', '又崩了', 'this is so bad 😂', '你好吗'])('is not %s', (text) =>
    expect(isBare(text)).toBe(false),
  );
});
