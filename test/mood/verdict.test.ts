import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LABELS, verdictFrom, type Probabilities } from '../../src/mood/verdict.ts';

const probabilities = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
  .filter(([a, b, c]) => a + b + c > 0)
  .map(([a, b, c]): Probabilities => {
    const sum = a + b + c;
    return { positive: a / sum, neutral: b / sum, negative: c / sum };
  });

it('the label is the most probable one', () => {
  fc.assert(
    fc.property(probabilities, (p) => {
      expect(p[verdictFrom(p, 0.5).label]).toBe(Math.max(...LABELS.map((label) => p[label])));
    }),
  );
});

it('a verdict is uncertain when its probability does not reach the threshold', () => {
  const p = { positive: 0.2, neutral: 0.25, negative: 0.55 };
  expect(verdictFrom(p, 0.55)).toEqual({ label: 'negative', probabilities: p, uncertain: false });
  expect(verdictFrom(p, 0.56).uncertain).toBe(true);
});
