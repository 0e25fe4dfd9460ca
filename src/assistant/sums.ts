// Small sums, which small models get wrong: they are worked out.

/** In the order of their strength. */
const OPERATORS: readonly { readonly sign: string; readonly names: string }[] = [
  { sign: '×', names: '[x×*✖·]|times|multiplied by|乘以?|乘上' },
  { sign: '÷', names: '[÷/]|divided by|除以' },
  { sign: '+', names: '[+＋]|plus|加上?' },
  { sign: '−', names: '[-−–－]|minus|take away|减去?|減去?' },
];
const NUMBER = String.raw`\d{1,9}(?:\.\d{1,6})?`;
/** Numbers as words; 两 and 兩 are 二. */
const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const COUNTED = WORDS.slice(1).join('|');
const DIGITS = '一二三四五六七八九十';
const MEASURES = '[杯个個件本支只隻张張斤盒瓶包份碗袋条條双雙把台颗顆位人次公]';
const OPERATOR = OPERATORS.map(({ names }) => names).join('|');
const EXPRESSION = new RegExp(
  String.raw`(?<![\p{L}\d.,:/-])(${NUMBER})((?:\s*(?:${OPERATOR})\s*${NUMBER}){1,5})(?![\d.,:/%-]|\s*(?:${OPERATOR})\s*\d)`,
  'giu',
);
const STEP = new RegExp(String.raw`\s*(${OPERATOR})\s*(${NUMBER})`, 'giu');
const PERCENT = new RegExp(
  String.raw`(?<![\d.])(${NUMBER})\s*(?:%|％|percent)\s*(?:of|的)\s*(${NUMBER})(?![\d.])`,
  'giu',
);

/** A price, and how many are bought: "3 dollars each, how much are six?", 一杯55，买两杯多少. */
const PRICED = [
  new RegExp(
    String.raw`(?<![\d.,])(${NUMBER})\s*\p{L}{0,10}\s*(?:each|apiece|a piece)\b(?:[\s,;.?]|\b(?:how much|what|are|is|for|do|does|would|will|cost|if|i|we|buy|bought|get|want|pay)\b){1,16}?\b(${NUMBER}|${COUNTED})\b(?!\s*(?:%|percent|hundred|thousand|one\b|${COUNTED}))`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![\d${DIGITS}])[一每1](?<what>${MEASURES})[^\d，,。]{0,6}?(${NUMBER})[块塊元毛刀]?[钱錢]?[，,。\s]*\p{Script=Han}{0,3}?(?<![${DIGITS}百千万萬])(${NUMBER}|[${DIGITS}两兩])\k<what>`,
    'gu',
  ),
];

/** What asks for a result. */
const ASKS =
  /\b(?:what(?:['’]?s| is| are| does)?|how much|calc(?:ulate)?|compute|equals?|sum|solve)\b|[=＝]|等于|等於|得几|得幾|得多少|是多少|是几|是幾|多少|算/iu;
/** What stands right before a sum, so that "3-1" is neither a score nor a time. */
const ASKS_NOW = /(?:what(?:['’]?s| is)|calculate|compute|算(?:一下)?|^)\s*$/iu;
const DOUBTFUL = /\d[-−–/]\d/u;
/** Letters beside the sum, about: a story has more, and is not one sum. */
const BESIDE = 48;
/** Characters of a message that asks for one. */
const LONGEST = 200;

export interface Sum {
  /** As it was read: "7 × 8". */
  readonly text: string;
  readonly result: number;
}

/** The one sum that a message asks for; null where it asks for none, for several, or for a division by zero. */
export function sumIn(message: string): Sum | null {
  if (message.length > LONGEST) return null;
  const sums = [...pricesIn(message), ...percentsIn(message), ...expressionsIn(message)];
  const [only] = sums;
  if (!only || sums.length > 1 || !Number.isFinite(only.result)) return null;
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;
  const isBare = letters(message) === letters(only.read) && /[=＝?？]\s*$/u.test(message);
  if (!isBare && !ASKS.test(message)) return null;
  if (DOUBTFUL.test(only.read) && !ASKS_NOW.test(message.slice(0, message.indexOf(only.read)))) return null;
  if (message.length - only.read.length > BESIDE) return null;
  return { text: only.text, result: Number(only.result.toPrecision(12)) };
}

interface Read extends Sum {
  /** The part of the message. */
  readonly read: string;
}

function pricesIn(message: string): Read[] {
  return PRICED.flatMap((pattern) => [...message.matchAll(pattern)]).map((match) => {
    const [price = '', count = ''] = match.slice(-2);
    const many = numberOf(count);
    return { read: match[0], text: `${price} × ${many}`, result: Number(price) * many };
  });
}

function numberOf(count: string): number {
  if (/^[两兩]$/u.test(count)) return 2;
  const place = WORDS.indexOf(count.toLowerCase()) + 1 || DIGITS.indexOf(count) + 1;
  return place || Number(count);
}

function percentsIn(message: string): Read[] {
  return [...message.matchAll(PERCENT)].map(([read, share = '', whole = '']) => ({
    read,
    text: `${share} % × ${whole}`,
    result: (Number(share) * Number(whole)) / 100,
  }));
}

function expressionsIn(message: string): Read[] {
  return [...message.matchAll(EXPRESSION)].map(([read, first = '', rest = '']) => {
    const steps = [...rest.matchAll(STEP)].map(([, name = '', number = '']) => ({
      sign: signOf(name),
      number,
    }));
    return {
      read,
      text: [first, ...steps.flatMap(({ sign, number }) => [sign, number])].join(' '),
      result: worth(
        Number(first),
        steps.map(({ sign, number }) => ({ sign, value: Number(number) })),
      ),
    };
  });
}

const signOf = (name: string) =>
  OPERATORS.find(({ names }) => new RegExp(`^(?:${names})$`, 'iu').test(name))?.sign ?? '+';

/** Products and quotients first. */
function worth(first: number, steps: readonly { readonly sign: string; readonly value: number }[]): number {
  const terms = [first];
  for (const { sign, value } of steps) {
    const last = terms.pop() ?? 0;
    if (sign === '×') terms.push(last * value);
    else if (sign === '÷') terms.push(value === 0 ? NaN : last / value);
    else terms.push(last, sign === '−' ? -value : value);
  }
  return terms.reduce((sum, term) => sum + term, 0);
}
