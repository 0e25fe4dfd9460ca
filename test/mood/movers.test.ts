import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moversOf, partsOf, withoutPart } from '../../src/mood/movers.ts';

const words = (text: string, most = 11) => partsOf(text, most).map((part) => part.text);

describe('the parts of a message', () => {
  it('are its words, in English and Chinese', () => {
    expect(words('I am not happy!')).toEqual(['I', 'am', 'not', 'happy!']);
    expect(words('我不生气')).toEqual(['我不', '生气']);
    expect(words('今天 lag 了😡')).toEqual(['今天', 'lag', '了', '😡']);
    expect(words(' \n ')).toEqual([]);
  });

  it('are neighbours together where there are too many words', () => {
    expect(words('a b c d e', 2)).toEqual(['a b', 'c d e']);
  });

  it('leave the words beside them apart', () => {
    const without = (text: string, n: number) => withoutPart(text, partsOf(text, 11)[n]!);
    expect(without('not so good', 1)).toBe('not good');
    expect(without('good grief', 0)).toBe('grief');
    expect(without('服务器坏了', 0)).not.toContain(' ');
    expect(without('alone', 0)).toBe('');
  });

  it('hold every word once, in order, never more than asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (text, most) => {
          const parts = partsOf(text, most);
          expect(parts.length).toBeLessThanOrEqual(most);
          const between = parts.map(({ to }, n) => text.slice(to, parts[n + 1]?.from ?? text.length));
          const rest = text.slice(0, parts[0]?.from ?? text.length) + between.join('');
          expect(rest.trim()).toBe('');
          for (const part of parts) {
            expect(part.text).toBe(text.slice(part.from, part.to));
            expect(part.text.trim()).not.toBe('');
            expect(withoutPart(text, part)).not.toBe(text);
          }
        },
      ),
    );
  });
});

describe('what moved a verdict', () => {
  const parts = partsOf('this update is awful really awful today', 11);

  it('is what takes most of the probability along, the strongest first, three at most', () => {
    const movers = moversOf(parts, 0.9, [0.89, 0.8, 0.9, 0.3, 0.7, 0.3, 0.95], 3);
    expect(movers.map(({ text, without, from }) => [text, without, from])).toEqual([
      ['awful', 0.3, 15],
      ['awful', 0.3, 28],
      ['really', 0.7, 21],
    ]);
  });

  it('is nothing where no part matters, or a part held it back', () => {
    expect(
      moversOf(
        parts,
        0.9,
        parts.map(() => 0.87),
        3,
      ),
    ).toEqual([]);
    expect(
      moversOf(
        parts,
        0.9,
        parts.map(() => 0.99),
        3,
      ),
    ).toEqual([]);
  });
});
