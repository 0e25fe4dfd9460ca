import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumIn } from '../../src/assistant/sums.ts';

describe('a small sum', () => {
  it.each([
    ["what's 12*12", '12 × 12', 144],
    ['whats 3+4 then', '3 + 4', 7],
    ['7乘8得几 突然短路了', '7 × 8', 56],
    ['15% of 80?  what is it', '15 % × 80', 12],
    ['100除以8等于多少', '100 ÷ 8', 12.5],
    ['what is 10 - 4 / 2', '10 − 4 ÷ 2', 8],
    ['calculate 9-12', '9 − 12', -3],
    ['0.1 + 0.2 = ?', '0.1 + 0.2', 0.3],
    ['6 times 7?', '6 × 7', 42],
  ])('is worked out: %s', (message, text, result) => {
    expect(sumIn(message)).toEqual({ text, result });
  });

  it.each([
    'see you at 3-5?',
    "what's the score, 3-1?",
    'what happened on 2024-11-29?',
    'open 24/7?',
    'is version 1.2-3 out? what is new',
    'I have 2 + 1 cats',
    'what is 5 / 0?',
    'what is love?',
    '算了，3个人去2个也行',
    'what is 1 + 1 and what is 2 + 2?',
    'Tom has 5 apples and buys 3 * 2 more, then his sister comes along and eats some, what is left for him?',
  ])('is not what this asks for: %s', (message) => {
    expect(sumIn(message)).toBeNull();
  });

  it('of two numbers is right', () => {
    const number = fc.integer({ min: 0, max: 99_999 });
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(sumIn(`what is ${a} + ${b}?`)?.result).toBe(a + b);
        expect(sumIn(`${a}减${b}等于几`)?.result).toBe(a - b);
        expect(sumIn(`${a} x ${b} =`)?.result).toBe(a * b);
      }),
    );
  });

  it('of hostile text ends', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\d+*/ x.%-]{0,300}$/), (text) => void sumIn(text)));
  });
});
