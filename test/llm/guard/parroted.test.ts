import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parrotsOf } from '../../../src/llm/guard/parroted.ts';

const examples = [
  { role: 'user', text: '面試沒過，好難過' },
  { role: 'assistant', text: '抱抱你，沒過真的讓人難受，但這不代表你不行。今天先好好休息吧。' },
  { role: 'user', text: 'my cat knocked over my coffee again' },
  { role: 'assistant', text: 'Ha, cats do love that! I hope your keyboard survived.' },
] as const;
const said = (message: string, text: string) => parrotsOf(examples, message).without(text, true);

describe('what an example answers', () => {
  it.each([
    ['早啊各位', '早安！今天先好好休息吧。', '早安！'],
    ['which tea do you like', 'Green tea. I hope your keyboard survived.', 'Green tea. '],
    ['你能做什么', '今天先好好休息吧。', ''],
  ])('is no answer to %s', (message, text, left) => {
    expect(said(message, text)).toBe(left);
  });

  it('is one to a message that the example asks', () => {
    const text = 'Ha, cats do love that! I hope your keyboard survived.';
    expect(said('my cat knocked over my coffee', text)).toBe(text);
  });

  it('may be said where it is a few letters, or in other words', () => {
    expect(said('hi', 'Ha! I hope so.')).toBe('Ha! I hope so.');
    expect(said('早', '今天先去跑步吧。')).toBe('今天先去跑步吧。');
  });

  it('is held back while it may become one, and shown as soon as it does not', () => {
    const parrots = parrotsOf(examples, '早啊');
    expect(parrots.without('早安！今天先好', false)).toBe('早安！');
    expect(parrots.without('早安！今天先好好吃', false)).toBe('早安！今天先好好吃');
    expect(parrots.without('早安！今天', true)).toBe('早安！今天');
  });

  it('changes nothing where there are no examples, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, isWhole) => {
        expect(parrotsOf([], 'hi').without(text, isWhole)).toBe(text);
      }),
    );
  });
});
