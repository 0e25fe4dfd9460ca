import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, estimate } from '../../src/llm/estimate.ts';

describe('a text whose tokens nothing can count', () => {
  it('keeps its head and tail within the limit, and is left alone when it fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 4, max: 80 }),
        (text, limit) => {
          const read = cut(text, limit);
          expect(read.truncated).toBe(estimate(text) > limit);
          expect(estimate(read.text)).toBeLessThanOrEqual(Math.max(limit, 1));
          if (!read.truncated) expect(read.text).toBe(text);
          expect(read.text.isWellFormed()).toBe(text.isWellFormed());
        },
      ),
    );
    expect(cut('a'.repeat(8) + 'b'.repeat(100) + 'c'.repeat(8), 4).text).toBe('a'.repeat(8) + 'c'.repeat(8));
  });
});
