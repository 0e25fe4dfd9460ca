// Small numbers as people write them, and how many things they ask for.

const SMALL =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const DIGITS = '一二三四五六七八九十';
export const COUNT = String.raw`(\d{1,2}|${SMALL.join('|')})`;
export const COUNT_HAN = String.raw`(\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[${DIGITS}两兩])`;
/** Up to 999. */
export const LARGE_HAN = String.raw`(\d{1,3}|[一二三四五六七八九两兩]百(?:[${DIGITS}零]{1,3})?|[二三四五六七八九]?十[一二三四五六七八九]?|[${DIGITS}两兩])`;
/** 第三行 and 每行 count nothing. */
export const NO_ORDINAL = `(?<![第每${DIGITS}])`;

const THINGS = new RegExp(
  String.raw`(?:\b${COUNT}\s+[\p{L}-]+)|(?:${COUNT_HAN}[个個种種样樣条條句件项項首部本道天只隻位])`,
  'giu',
);
/** What these are about is not what is asked for: "5 facts about 3 animals", 关于三种动物的五个事实. */
const ASIDE =
  /(?:\b(?:about|of|for|from|in|with|to|after|within|on|between|per)\s+(?:(?:the|my|these|those|only|just)\s+)?|(?:关于|關於|[为為给給从從在用])\s*)$/iu;
const JOINED =
  /^(?:\s*[\p{L}-]+)?\s*(?:,\s*)?(?:and|&|plus)\s*$|^\p{Script=Han}{0,6}?(?:和|及|跟|与|與|、|还有|還有)\s*$/iu;

/** How many things are asked for, "3 pros and 3 cons" is six; 0 for none, null where that is not plain. */
export function thingsIn(said: string): number | null {
  const asked = [...said.matchAll(THINGS)].filter(({ index }) => !ASIDE.test(said.slice(0, index)));
  const isJoined = asked.slice(1).every(({ index }, i) => {
    const before = asked[i];
    return before && JOINED.test(said.slice(before.index + before[0].length, index));
  });
  return isJoined ? asked.reduce((sum, match) => sum + (countOf(match) ?? 0), 0) : null;
}

/** Of the first group that matched; null for none. */
export function countOf(match: readonly (string | undefined)[] | null): number | null {
  const said = match?.slice(1).find(Boolean);
  return said === undefined ? null : numberOf(said);
}

/** Of digits, of "two" to "twenty", or of Chinese numerals up to 999. */
export function numberOf(said: string): number {
  const number = Number(said);
  if (!Number.isNaN(number)) return number;
  const small = SMALL.indexOf(said.toLowerCase());
  return small >= 0 ? small + 2 : hanNumber(said);
}

/** Up to 999: 二, 两, 十, 十二, 二十, 二十五, 一百, 三百二十. */
function hanNumber(said: string): number {
  const digit = (one: string) => ('两兩'.includes(one) ? 2 : DIGITS.indexOf(one) + 1);
  const [hundreds = '', rest] = said.split('百');
  if (rest !== undefined)
    return digit(hundreds) * 100 + (rest === '' ? 0 : hanNumber(rest.replace('零', '')));
  const [tens = '', ones] = said.split('十');
  if (ones === undefined) return digit(said);
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}
