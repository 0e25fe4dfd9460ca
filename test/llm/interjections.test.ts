import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interjectionOf } from '../../src/llm/interjections.ts';

describe('a message of nothing but emoji and interjections', () => {
  it.each([
    ['😂', 'positive'],
    ['😂😂😂', 'positive'],
    ['haha 😂', 'positive'],
    ['HAHAHAHA', 'positive'],
    ['lmaooooo', 'positive'],
    ['lol lol XD', 'positive'],
    ['👍🏽', 'positive'],
    ['❤️❤️', 'positive'],
    ['<3 <3', 'positive'],
    ['哈哈哈哈哈', 'positive'],
    ['笑死我了哈哈', 'positive'],
    ['谢谢🌹', 'positive'],
    ['gg wp :)', 'positive'],
    ['🤬', 'negative'],
    ['💔😢', 'negative'],
    ['UGHHHH', 'negative'],
    ['>:(', 'negative'],
    ['</3', 'negative'],
    ['hehehe', 'positive'],
    ['呵呵', 'negative'],
    ['呜呜呜', 'negative'],
    ['🧵👇', 'neutral'],
    ['yep, yep', 'neutral'],
    ['好的好的！', 'neutral'],
    ['嗯嗯行', 'neutral'],
  ])('says what such signs are used for: %s', (text, label) => {
    expect(interjectionOf(text)?.label).toBe(label);
  });

  it.each([
    '🙂',
    '6',
    'he',
    '哈？',
    'w p',
    'QQ',
    '草',
    '😭',
    '😂 😡',
    'lol no',
    'W mods',
    '哈哈你输了',
    'good',
    '好',
    '',
    '...',
    'the 🔥 is out',
    '666 pages',
  ])('is read by the model where another word is in it, or where it is no clear one: %s', (text) => {
    expect(interjectionOf(text)).toBeNull();
  });

  it('says the same however often a sign is repeated', () => {
    const sign = fc.constantFrom('😂', '🤬', '👀', 'ha', '哈', 'lol ', '呜');
    fc.assert(
      fc.property(sign, fc.integer({ min: 1, max: 8 }), (one, times) => {
        expect(interjectionOf(one.repeat(times))).toEqual(interjectionOf(one));
      }),
    );
  });

  it.each([
    ['ty', 'thanks'],
    ['lol thx :)', 'thanks'],
    ['谢谢谢谢', 'thanks'],
    ['🙏🙏', 'thanks'],
    ['haha', 'chat'],
    ['ugh', 'chat'],
    ['👀', 'chat'],
  ])('thanks where one of them does, and is chat otherwise: %s', (text, intent) => {
    expect(interjectionOf(text)?.intent).toBe(intent);
  });

  it('of hostile text ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => void interjectionOf(text)),
    );
  });
});
