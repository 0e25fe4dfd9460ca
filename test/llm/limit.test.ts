import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enoughOf, shortened } from '../../src/llm/limit.ts';

describe('an answer that may have so many words', () => {
  it.each([
    ['Tea is warm. It helps you wake up. People love it.', 8, 'Tea is warm. It helps you wake up.'],
    ['Tea is warm. It helps.', 8, 'Tea is warm. It helps.'],
    ['Tea is a warm drink made of leaves.', 4, 'Tea is a warm…'],
    ['Well, tea, which is warm', 2, 'Well, tea…'],
    ['茶是热的。它让人清醒。大家都喜欢。', 10, '茶是热的。它让人清醒。'],
    ['茶是一種用葉子泡的熱飲', 5, '茶是一種用…'],
    ['我用 Python 写代码。很方便。', 7, '我用 Python 写代码。'],
  ])('is whole sentences, else its first words: %j of %i', (text, most, kept) => {
    expect(shortened(text, most)).toBe(kept);
  });

  it('never has more', () => {
    const words = fc.array(fc.constantFrom('tea', 'is', 'hot.', '茶', '热。', '-', '\n', 'it’s,'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 20 }), (said, most) => {
        const kept = shortened(said.join(' '), most);
        expect(kept.match(/[a-z’]+|\p{Script=Han}/gu)?.length ?? 0).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('is written no further than that', async () => {
    const written: string[] = [];
    async function* pieces() {
      for (const piece of ['one', ' two', ' three', ' four', ' five']) {
        written.push(piece);
        yield await Promise.resolve(piece);
      }
    }
    const read = [];
    for await (const piece of enoughOf(pieces(), 2)) read.push(piece);
    expect(read.join('')).toBe('one two three');
    expect(written).toHaveLength(3);
  });
});
