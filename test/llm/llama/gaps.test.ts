import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsBetween, type Gap } from '../../../src/llm/llama/gaps.ts';

const without = (tokens: readonly number[], gaps: readonly Gap[]) =>
  tokens.filter((_, i) => !gaps.some(({ start, end }) => start <= i && i < end));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('gaps between what was evaluated and what is wanted', () => {
  it('are the turns that went', () => {
    const evaluated = range(0, 200);
    const wanted = [...range(0, 50), ...range(80, 120), ...range(130, 200), 7, 8];
    expect(gapsBetween(evaluated, wanted)).toEqual([
      { start: 50, end: 80 },
      { start: 120, end: 130 },
    ]);
  });

  it('are none where another conversation follows, or the same goes on', () => {
    expect(gapsBetween(range(0, 100), [...range(0, 40), ...range(500, 560)])).toEqual([]);
    expect(gapsBetween(range(0, 100), range(0, 140))).toEqual([]);
    expect(gapsBetween([], range(0, 10))).toEqual([]);
  });

  it('are none where only a few tokens come again', () => {
    expect(gapsBetween(range(0, 100), [...range(0, 40), ...range(90, 100)])).toEqual([]);
  });

  it('leave what begins as wanted does, as far as a stretch of it stands there', () => {
    const token = fc.integer({ min: 0, max: 9 });
    const part = fc.array(token, { minLength: 16, maxLength: 40 });
    fc.assert(
      fc.property(part, part, part, (head, gone, tail) => {
        const left = without(
          [...head, ...gone, ...tail],
          gapsBetween([...head, ...gone, ...tail], [...head, ...tail]),
        );
        expect(left.slice(0, head.length)).toEqual(head);
      }),
    );
  });
});
