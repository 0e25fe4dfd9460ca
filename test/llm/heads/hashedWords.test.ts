import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashedWords } from '../../../src/llm/heads/hashedWords.ts';

const SIZE = 2 ** 16;
const places = (text: string) =>
  hashedWords(text, SIZE).flatMap((value, place) => (value > 0 ? [place] : []));

describe('the words of a text', () => {
  it('are its words, Chinese characters and emoji, and each with its neighbour', () => {
    expect(places('so dead')).toHaveLength(3);
    expect(places('笑死了')).toHaveLength(5);
    expect(places('好 lol 😂')).toHaveLength(5);
    expect(places('?!')).toEqual([]);
  });

  it('are the same in capitals and between other marks', () => {
    expect(hashedWords('LOL, nice!', SIZE)).toEqual(hashedWords('lol nice', SIZE));
  });

  it('count once each, however often they come', () => {
    expect(places('no no no')).toHaveLength(2);
    expect(hashedWords('no no no', SIZE)).toEqual(hashedWords('no no', SIZE));
  });

  it('have less to say each, the more there are, and never more together', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 40 }), (words) => {
        const short = Math.max(...hashedWords(words.slice(0, 1).join(' '), SIZE));
        const values = hashedWords(words.join(' '), SIZE).filter((value) => value > 0);
        expect(Math.min(...values)).toBeLessThan(short);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeLessThan(4.4);
      }),
    );
  });
});
