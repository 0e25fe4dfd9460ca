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
    ['what is (3+4)*2?', '(3 + 4) × 2', 14],
    ['2*(3+4)', '2 × (3 + 4)', 14],
    ['what is 2(3 + 4)', '2 × (3 + 4)', 14],
    ['what is 2^3+1?', '2^3 + 1', 9],
    ['whats 2**10', '2^10', 1024],
    ["what's 10-3 squared", '10 − 3²', 1],
    ["what's (10 - 3) squared", '(10 − 3)²', 49],
    ['what is 5 cubed plus 1?', '5³ + 1', 126],
    ['2 to the power of 8?', '2^8', 256],
    ['1/3 of 90?', '1 ÷ 3 × 90', 30],
    ['what is 3/4 of 80', '3 ÷ 4 × 80', 60],
    ['20% of 50 + 10 = ?', '20 % × 50 + 10', 20],
    ['100 - 20% of 50 = ?', '100 − 20 % × 50', 90],
    ['calculate 20% of (50 + 10)', '20 % × (50 + 10)', 12],
    ['what is -3 + 5', '−3 + 5', 2],
    ['(what is 3+4)', '3 + 4', 7],
    ['what is the sum of 3 + 4?', '3 + 4', 7],
    ['how much is 7/2', '7 ÷ 2', 3.5],
    ['10/4 = ?', '10 ÷ 4', 2.5],
    ['what is 7 x 8?', '7 × 8', 56],
    ['compute 1920x1080', '1920 × 1080', 2073600],
    ['what is 1,200 + 300', '1200 + 300', 1500],
    ['9+6', '9 + 6', 15],
    ['40 - 12', '40 − 12', 28],
    ['and 40-12?', '40 − 12', 28],
    ['(3+4)*2等于几', '(3 + 4) × 2', 14],
    ['3的平方加1等于多少', '3² + 1', 10],
    ['2的10次方是多少', '2^10', 1024],
    ['算一下12-5', '12 − 5', 7],
    ['幫我算 8/5', '8 ÷ 5', 1.6],
    ['20％的50是多少', '20 % × 50', 10],
    ['（2+3）×4是幾？', '(2 + 3) × 4', 20],
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
    'what is 9/11?',
    '9/11?',
    'are you up 24/7',
    'what is 24/7 support',
    'what is a 4x4?',
    'what gpu do i need for 1920x1080?',
    'what gpu do i need for 1920 x 1080?',
    'what is 1920x1080',
    'what is 2026-11-30',
    '2026-11-30?',
    'what happened, they won 3 - 1',
    'x + 3 + 4 = 10',
    '3 + 4 + x = 10, what is x',
    'x - 3 + 4 = ?',
    '2x + 3 + 4 = 7, solve it',
    'what is 3 + 4 y',
    'what is f(3) + 4',
    'what is 6 / 2(1 + 2)?',
    'what is (3 + 4 * 2',
    'what is 3 + * 4',
    'what is 5 / (3 - 3)?',
    'what is the square root of 9 + 7?',
    'what is half of 3 + 5?',
    'what is 3 + 4 in binary?',
    '1加9的平方根是多少',
    'what is 999999999 * 999999999?',
    'what is 9 ^ 9 ^ 9?',
    'compute 3 + 4 in python',
    'write a function for 3 + 4, what is it called',
    '用代码算 3+4',
    'what do you think, 3/4 of 20 people said no',
    '20% of 50 people left, what now?',
    '打算3-5天去玩，多少钱够',
    '划算吗 3-1 的套餐',
    '比分3-1，是什么情况',
    '24/7营业的店多少钱',
    'is it 50/50?',
    'what is 80 + 15%',
    'what is 3rd + 4',
    'meet at 3:30 - 4:30, what do you say?',
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

  it('with brackets and powers is worked out as any calculator does', () => {
    fc.assert(
      fc.property(sums, ({ said, result }) => {
        const found = sumIn(`calculate ${said}`);
        fc.pre(found !== null);
        expect(Math.abs(found.result - result)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(result)));
      }),
    );
    const exact = fc.sample(sums, 300).filter(({ said, peak }) => said.length < 48 && peak < 2 ** 53);
    expect(exact.filter(({ said }) => sumIn(`calculate ${said}`) === null)).toEqual([]);
  });

  it('of hostile text ends', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\d+*/ x.%^()²-]{0,300}$/), (text) => void sumIn(text)));
    expect(sumIn('('.repeat(90) + '1+1' + ')'.repeat(90))?.result).toBe(2);
  });
});

interface Said {
  readonly said: string;
  readonly result: number;
  /** What binds stronger has more. */
  readonly binds: number;
  /** The largest of what is worked out on the way. */
  readonly peak: number;
}

/** Sums built from their parts, so that what each is worth is known without reading it. */
const { sums } = fc.letrec<{ sums: Said; part: Said; number: Said }>((tie) => ({
  number: fc.nat(30).map((value) => ({ said: String(value), result: value, binds: 4, peak: value })),
  part: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('number'), tie('sums')),
  sums: fc
    .tuple(tie('part'), fc.constantFrom('+', '-', '*', '/', '^2', '%'), tie('part'), fc.boolean())
    .filter(([, sign, right]) => sign !== '/' || right.result !== 0)
    .map(([left, sign, right, isWide]) => {
      const [a, b] = [left.result, right.result];
      const held = (one: Said, least: number) => (one.binds < least ? `(${one.said})` : one.said);
      const between = (least: number, after: number) =>
        [held(left, least), sign, held(right, after)].join(isWide ? ' ' : '');
      const made = {
        '+': () => ({ said: between(1, 1), result: a + b, binds: 1 }),
        '-': () => ({ said: between(1, 2), result: a - b, binds: 1 }),
        '*': () => ({ said: between(2, 2), result: a * b, binds: 2 }),
        '/': () => ({ said: between(2, 3), result: a / b, binds: 2 }),
        '^2': () => ({ said: `${held(left, 4)}^2`, result: a ** 2, binds: 3 }),
        '%': () => ({ said: `${held(left, 4)}% of ${held(right, 3)}`, result: (a * b) / 100, binds: 2 }),
      }[sign]();
      return { ...made, peak: Math.max(left.peak, right.peak, Math.abs(a * b), Math.abs(made.result)) };
    }),
}));
