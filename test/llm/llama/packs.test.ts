import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH, packed, SEQUENCES } from '../../../src/llm/llama/packs.ts';

const item = (length: number, index: number) => ({ index, tokens: Array.from({ length }, () => 0) });
const lengths = fc.array(fc.integer({ min: 1, max: 320 }), { maxLength: 80 });

describe('packs', () => {
  it('hold every item once, and never more than a forward pass takes', () => {
    fc.assert(
      fc.property(lengths, (all) => {
        const packs = packed(all.map(item));
        expect(packs.flatMap(({ items }) => items.map(({ index }) => index)).sort((a, b) => a - b)).toEqual(
          all.map((_, i) => i),
        );
        for (const { items, length } of packs) {
          expect(items.length).toBeLessThanOrEqual(SEQUENCES);
          expect(items.length === 1 || items.length * length <= BATCH).toBe(true);
        }
      }),
    );
  });

  it('are filled up to the longest item, and by at most three tokens more, so that four go together', () => {
    fc.assert(
      fc.property(lengths, (all) => {
        for (const { items, length } of packed(all.map(item))) {
          const longest = Math.max(...items.map(({ tokens }) => tokens.length));
          expect(length).toBeGreaterThanOrEqual(longest);
          expect(length).toBeLessThan(longest + 4);
          expect((length * items.length) % 4).toBe(0);
        }
      }),
    );
  });

  it('put short messages together and leave a long one alone', () => {
    const packs = packed([300, 10, 12, 11].map(item));
    expect(packs.map(({ items, length }) => [items.map(({ index }) => index), length])).toEqual([
      [[1, 3, 2], 12],
      [[0], 300],
    ]);
  });

  it('are none where there is nothing', () => {
    expect(packed([])).toEqual([]);
  });
});
