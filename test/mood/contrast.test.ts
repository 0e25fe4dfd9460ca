import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, type Said } from '../../src/mood/contrast.ts';

const say = (text: string, people: string): Said[] =>
  people.split('').map((authorId, n) => ({ id: `${authorId}${n}`, authorId, text }));
const usual = say('We meet at noon for tea and talk about the weather', 'aabbccddeeff'.repeat(4));

describe('what is talked about now and was not before', () => {
  it('is a word that grew, with the messages that hold it', () => {
    const now = [...say('the login server crashed', 'abc'), ...say('noon tea', 'de')];
    const [first] = contrast(now, usual, 5);
    expect(['login', 'server', 'crashed']).toContain(first?.word);
    expect(first).toMatchObject({ now: 3, before: 0, messages: ['a0', 'b1', 'c2'] });
    expect(contrast(now, usual, 5).map(({ word }) => word)).not.toContain('noon');
  });

  it('is found in Chinese, whose words are not set apart', () => {
    const before = say('今天下午开会讨论天气', 'aabbccdd'.repeat(3));
    const words = contrast(say('服务器又崩溃了', 'abc'), before, 5).map(({ word }) => word);
    expect(words.join()).toContain('服务');
    expect(words).toContain('崩溃');
  });

  it('is a whole verb of Chinese that cannot be done, never its second half', () => {
    for (const [text, verb] of [
      ['还是进不去', '进不去'],
      ['也登不上', '登不上'],
      ['打不动这个boss', '打不动'],
    ] as const) {
      const words = contrast(say(text, 'abc'), usual, 5).map(({ word }) => word);
      expect(words).toContain(verb);
      expect(words.join()).not.toMatch(/(?:^|,)不/);
    }
    expect(contrast(say('我的存档', 'abc'), usual, 5).map(({ word }) => word)).toEqual(['存档']);
    expect(contrast(say('登录不上', 'abc'), usual, 5).map(({ word }) => word)).toEqual(['登录']);
  });

  it('is never one person’s word, a name that is left out, or one counted twice in a message', () => {
    expect(contrast(say('spam spam spam', 'aaaa'), usual, 5)).toEqual([]);
    const named = contrast(say('markus login', 'abc'), usual, 5, new Set(['markus']));
    expect(named.map(({ word }) => word)).toEqual(['login']);
    expect(contrast(say('login login login', 'abc'), usual, 5)[0]?.now).toBe(3);
  });

  it('finds nothing where nothing changed, and never throws at what people write', () => {
    expect(contrast(usual, usual, 5)).toEqual([]);
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.array(fc.string({ unit: 'binary' })),
        (a, b) => {
          const said = (texts: string[]) => texts.map((text, n) => ({ id: n, authorId: `${n % 3}`, text }));
          expect(contrast(said(a), said(b), 4).length).toBeLessThanOrEqual(4);
        },
      ),
    );
  });
});
