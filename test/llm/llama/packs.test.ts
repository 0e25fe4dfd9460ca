import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH, packed, SEQUENCES } from '../../../src/llm/llama/packs.ts';

const item = (length: number, index: number) => ({ index, tokens: Array.from({ length }, () => 0) });

describe('packs', () => {
  it('hold every item once, and never more than a forward pass takes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(320), { maxLength: 80 }), fc.nat(12), (lengths, extra) => {
        const packs = packed(lengths.map(item), extra);
        expect(
          packs
            .flat()
            .map(({ index }) => index)
            .sort((a, b) => a - b),
        ).toEqual(lengths.map((_, i) => i));
        for (const pack of packs) {
          const tokens = pack.reduce((sum, one) => sum + one.tokens.length + extra, 0);
          expect(pack.length).toBeLessThanOrEqual(SEQUENCES);
          expect(pack.length === 1 || tokens <= BATCH).toBe(true);
        }
      }),
    );
  });

  it('put short messages together and leave a long one alone', () => {
    const packs = packed([300, 10, 12, 11].map(item), 6);
    expect(packs.map((pack) => pack.map(({ index }) => index))).toEqual([[1, 3, 2], [0]]);
  });

  it('are none where there is nothing', () => {
    expect(packed([], 5)).toEqual([]);
  });
});
