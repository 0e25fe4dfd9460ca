// Splits a message into words, Chinese too, without markup, links, code and mentions.
import { STOP_WORDS } from './freeWords.ts';
import { normalised } from './normalised.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const CODE = /```[\s\S]*?(?:```|$)|`[^`]*`/gu;
const MARKUP =
  /<(?:a?:\w+:\d+|[@#][!&]?\d+|\/[^>]{1,100}|t:[^>]{1,20}|id:\w+)>|<?(?:https?:\/\/|www\.|discord\.gg\/)[^\s<>]+>?|^\s*>.*$/gimu;

/** The text in lower case, without Discord's markup, links, code, mentions and quoted lines. */
export function bareText(content: string): string {
  return normalised(content).replace(CODE, ' ').replace(MARKUP, ' ').toLowerCase();
}

/** Endings that the segmenter's dictionary cuts off: 服务|器, 客户|端. */
const ENDING = /^[器机機端员員率版区區号號费費页頁赛賽群]$/u;
const HAN_WORD = /^\p{Script=Han}{2,3}$/u;
/** What the segmenter cuts off a verb that cannot be done (进|不去, 打|不动), and the verb. Alone it says nothing. */
const CANNOT = /^不(?:[上下出进進]?[去来來]|[上下了动動到见見开開出进進完住掉])$/u;
const VERB = /^(?![我你您他她它也都就还還又才])\p{Script=Han}$/u;

/** Every word in order, apostrophes dropped. */
export function tokensOf(bare: string): string[] {
  const tokens: string[] = [];
  let isNext = false;
  for (const { segment, isWordLike } of segmenter.segment(bare.replaceAll(/(?<=\p{L})['’](?=\p{L})/gu, ''))) {
    const last = tokens.at(-1) ?? '';
    const isEnding: boolean =
      isNext && ((ENDING.test(segment) && HAN_WORD.test(last)) || (CANNOT.test(segment) && VERB.test(last)));
    if (isEnding) tokens[tokens.length - 1] = last + segment;
    else if (isWordLike === true) tokens.push(segment);
    isNext = isWordLike === true && !isEnding;
  }
  return tokens;
}

/**
 * A word without the endings of English: "crashes", "crashed" and "crashing" are one. Other scripts stay as they are.
 */
export function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const stem = word
    .replace(/(?<=[a-z]{3})ies$/, 'y')
    .replace(/(?<=(?:ss|x|ch|sh|z))es$/, '')
    .replace(/(?<=[a-z]{2}[^su])s$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/([bdfgmnprt])\1$/, '$1');
  return stem.length > 3 ? stem.replace(/e$/, '') : stem;
}

/** The words that can carry a topic: stem and word as written, in order, stop words and `without` (stems) left out. */
export function termsOf(
  bare: string,
  without: ReadonlySet<string> = new Set(),
): { stem: string; word: string }[] {
  return tokensOf(bare).flatMap((word) => {
    if (!carries(word)) return [];
    const stem = stemOf(word);
    return without.has(stem) || without.has(word) ? [] : [{ stem, word }];
  });
}

/** 八百, 第三次, 两天. */
const CHINESE_NUMBER =
  /^第?[零〇一二三四五六七八九十百千万萬亿億两兩几幾数數半]+[个個次天年月号號点點分秒]?$/u;

/** 404, 503: people name an error by it. */
const ERROR_CODE = /^[45]\d\d$/;

function carries(word: string): boolean {
  if (ERROR_CODE.test(word)) return true;
  if (CHINESE_NUMBER.test(word) || CANNOT.test(word)) return false;
  if (STOP_WORDS.has(word) || /^[\d.,:]+$/.test(word) || word.length > 40 || /\p{L}[.:_]/u.test(word))
    return false;
  return /\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= 3;
}
