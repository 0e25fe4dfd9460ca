import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWords, type Placed } from '../../../src/report/charts/cloudLayout.ts';

const box = { width: 396, height: 216 };
const anyWords = fc
  .array(
    fc.record({
      text: fc.string({ minLength: 1, maxLength: 20 }),
      weight: fc.integer({ min: 1, max: 1000 }),
      width: fc.double({ min: 0.3, max: 20, noNaN: true }),
      ascent: fc.double({ min: 0.4, max: 1, noNaN: true }),
      descent: fc.double({ min: 0, max: 0.3, noNaN: true }),
    }),
    { maxLength: 45 },
  )
  .map((words) => words.toSorted((a, b) => b.weight - a.weight));

const rectOf = ({ word, x, y, size }: Placed) => ({
  left: x,
  right: x + word.width * size,
  top: y - word.ascent * size,
  bottom: y + word.descent * size,
});

describe('the words of a cloud', () => {
  it('stay in the picture and never cover each other', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const rects = placeWords(words, box).map(rectOf);
        for (const [n, a] of rects.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(-1e-6);
          expect(a.top).toBeGreaterThanOrEqual(-1e-6);
          expect(a.right).toBeLessThanOrEqual(box.width + 1e-6);
          expect(a.bottom).toBeLessThanOrEqual(box.height + 1e-6);
          for (const b of rects.slice(n + 1)) {
            const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            expect(apart).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are larger the more they are used', () => {
    const word = { text: 'x', width: 2, ascent: 0.7, descent: 0.2 };
    const [most, more, few] = placeWords(
      [30, 10, 1].map((weight) => ({ ...word, weight })),
      box,
    );
    expect(most!.size).toBeGreaterThan(more!.size);
    expect(more!.size).toBeGreaterThan(few!.size);
  });
});
