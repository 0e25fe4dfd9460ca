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
    ['a ticket is 12 euros each, how much for 4', '12 × 4', 48],
    ['they cost 3 dollars each. what do six cost?', '3 × 6', 18],
    ['奶茶一杯18块，买三杯多少钱', '18 × 3', 54],
    ['票每張250元，兩張是多少？', '250 × 2', 500],
    ['一斤苹果6.5，买10斤多少钱', '6.5 × 10', 65],
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
    '一个人30岁，两个人在一起多久了是多少',
    'we sold 30 copies each week, how is the 2nd one doing?',
    '一杯55，买十二杯多少',
    '一杯55，买二十杯多少钱',
    '21杯55，两杯多少',
    'I get 30 miles per gallon, how much gas for 300 miles?',
    'We pay 10 each, how much is left of 100?',
    'apples at 2 each with 10 % off, how much',
    'They cost 8 dollars each, what is the best one?',
    '3 dollars each, how much are twenty six',
    '1,200 each, how much for 3',
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
