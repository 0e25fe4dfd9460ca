// Small sums, which small models get wrong: they are worked out.
import { numberOf } from '../llm/counted.ts';
import { ABOUT_CODE } from '../patterns.ts';
import { expressionsIn, type Expression } from './expression.ts';

const NUMBER = String.raw`\d{1,9}(?:\.\d{1,6})?`;
const COUNTED = 'two|three|four|five|six|seven|eight|nine|ten';
const DIGITS = '一二三四五六七八九十';
const MEASURES = '[杯个個件本支只隻张張斤盒瓶包份碗袋条條双雙把台颗顆位人次公]';
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
const RESULT_OF = String.raw`(?:\s+the (?:result|answer|value|sum|total)(?: of)?)?\s*[:：]?\s*$`;
/** Right before or after a sum, whatever that looks like: nobody calculates a score. */
const RECKONS = new RegExp(
  String.raw`(?:\b(?:calc(?:ulate)?|compute|evaluate|solve|work out|how much(?: is|['’]s))${RESULT_OF})|(?<![打总總划劃预預就合结結不])(?:计|計)?算(?:一下|下|出)?\s*[:：]?\s*$`,
  'iu',
);
const RESULTS = /^\s*(?:[=＝]|equals?\b|等于|等於|得(?:[几幾出]|多少|\s*[?？]?$)|是多少|是几|是幾)/iu;
/** Right before it, or after: a share or a size is told more often than asked for. */
const WHAT_IS = new RegExp(String.raw`\bwhat(?:['’]?s| is)?${RESULT_OF}`, 'iu');
const IS_WHAT = /^[\s,.;?，。？]*(?:(?:what(?:['’]?s| is)|how much is) (?:it|that)\b|多少)/iu;
/** A message of nothing else. */
const BARE_BEFORE = /^\s*(?:(?:and|so|then|ok|now|那么?|那麼)[\s,，]*)*$/iu;
const BARE_AFTER = /^[\s=＝?？.。!！]*$/u;
/** Names that look like sums. */
const NAMES =
  /^(?:9\/11|24\/7|7[-/]11|50\/50|4x4|\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{3,4}x\d{3,4})$/iu;
/** More is to be done with the sum. */
const MORE_BEFORE =
  /\b(?:root|sqrt|log|sin|cos|tan|mod|average|mean|median|half|third|quarter|double|twice|triple|factorial|remainder|derivative|integral)\b|平均|根号|根號|一半|倍|余数|餘數/iu;
const MORE_AFTER =
  /^\s*(?:!\s*[-+*/]|mod\b|(?:in|as|to) (?!total\b|all\b|my\b|the\b)\p{L}|的|倍|次方|用\p{Script=Han}{1,4}表示)/iu;
/** Letters beside the sum, about: a story has more, and is not one sum. */
const BESIDE = 48;
/** Characters of a message that asks for one. */
const LONGEST = 200;

export interface Sum {
  /** As it was read: "7 × 8". */
  readonly text: string;
  readonly result: number;
}

/**
 * The one sum that a message asks for; null where it asks for none, for several, for code, or for what has no exact
 * result.
 */
export function sumIn(message: string): Sum | null {
  if (message.length > LONGEST || ABOUT_CODE.test(message)) return null;
  const expressions = expressionsIn(message);
  const sums = [
    ...pricesIn(message),
    ...expressions.map((one) => ({
      ...(one.worth ?? { text: '', result: NaN }),
      length: isAsked(message, one) ? one.end - one.start : 0,
    })),
  ];
  const [only] = sums;
  if (!only || sums.length > 1 || !Number.isFinite(only.result)) return null;
  if (only.length === 0 || message.length - only.length > BESIDE) return null;
  return { text: only.text, result: rounded(only.result) };
}

/** Without what binary fractions add: 0.1 + 0.2. */
const rounded = (result: number) => (Number.isInteger(result) ? result : Number(result.toPrecision(12)));

function isAsked(message: string, { start, end, isDoubtful, isTight, isShare }: Expression): boolean {
  const [before, after] = [message.slice(0, start), message.slice(end)];
  if (MORE_BEFORE.test(before) || MORE_AFTER.test(after)) return false;
  if (RECKONS.test(before) || RESULTS.test(after)) return true;
  if (BARE_BEFORE.test(before) && BARE_AFTER.test(after)) return !NAMES.test(message.slice(start, end));
  if (isDoubtful && isTight) return false;
  return isDoubtful || isShare ? WHAT_IS.test(before) || IS_WHAT.test(after) : ASKS.test(message);
}

interface Priced extends Sum {
  /** Of the part of the message. */
  readonly length: number;
}

function pricesIn(message: string): Priced[] {
  if (!ASKS.test(message)) return [];
  return PRICED.flatMap((pattern) => [...message.matchAll(pattern)]).map((match) => {
    const [price = '', count = ''] = match.slice(-2);
    const many = numberOf(count);
    return { length: match[0].length, text: `${price} × ${many}`, result: Number(price) * many };
  });
}
