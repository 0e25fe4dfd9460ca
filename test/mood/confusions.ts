// Judges that make mistakes, for tests.
import fc from 'fast-check';
import { determinantOf, LEAST_DETERMINANT, type Confusion, type PerLabel } from '../../src/mood/confusion.ts';

/** About the mistakes of the default judge. */
export const MISTAKEN: Confusion = {
  said: {
    positive: { positive: 0.8, neutral: 0.05, negative: 0.15 },
    neutral: { positive: 0.05, neutral: 0.85, negative: 0.1 },
    negative: { positive: 0.2, neutral: 0.1, negative: 0.7 },
  },
  doubt: 0.1,
};

const part = fc.double({ min: 0, max: 1, noNaN: true });

/** Three numbers of 0…1 that sum to 1. */
export const anyShares: fc.Arbitrary<PerLabel> = fc
  .tuple(part, part, part)
  .filter((parts) => parts.reduce((sum, one) => sum + one) > 0.01)
  .map(([a, b, c]) => ({ positive: a / (a + b + c), neutral: b / (a + b + c), negative: c / (a + b + c) }));

export const anyConfusion: fc.Arbitrary<Confusion> = fc
  .record({
    said: fc.record({ positive: anyShares, neutral: anyShares, negative: anyShares }),
    doubt: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  .filter((one) => determinantOf(one) >= LEAST_DETERMINANT);
