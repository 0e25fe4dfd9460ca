// Whether an answer says what its sources say, and nothing else.
import { pairsOf } from '../guard/prose.ts';

/** Words that say nothing by themselves. */
const EMPTY = new Set(
  (
    'the a an and or but of for with from into that this these those you your yours i my me mine we our they them their he she his ' +
    'her it its is are was were be been am do does did has have had in on at to as by not no yes name named called told said say ' +
    'says mentioned can will would also just so what who whose where when which how why again please know think about there here'
  ).split(' '),
);

/** Pairs of characters of Chinese that say nothing by themselves. */
const EMPTY_IN_CHINESE = /^[我你妳您他她它们們的是在叫有过過了说說就也和跟呢吗嗎啊吧這这那名字]+$/u;

/** Words of a text without endings, and pairs of neighbouring Chinese characters. */
export function partsOf(text: string): string[] {
  const words = (text.toLowerCase().match(/[\p{Script=Latin}\p{N}'’]+/gu) ?? [])
    .map((word) => word.replace(/['’].*$/u, '').replace(/(?<=\p{L}{3})s$/u, ''))
    .filter((word) => word !== '' && !EMPTY.has(word));
  const pairs = (text.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap(pairsOf);
  return [...words, ...pairs.filter((pair) => !EMPTY_IN_CHINESE.test(pair))];
}

/** At most so much of an answer may be new. */
const NEW = 0.4;

/** An answer that says that it has none. */
const DENIES =
  /^(?:i['’]?m )?sorry\b|\bi (?:don['’]?t|do not|can['’]?t|cannot) (?:know|have|recall|remember|understand|see|find|tell)\b|抱歉|不知道|不清楚/iu;

/** True where the answer holds something that was told and not asked, and hardly anything that was neither. */
export function isGrounded(answer: string, told: readonly string[], asked: string): boolean {
  if (DENIES.test(answer)) return false;
  const known = new Set(told.flatMap(partsOf));
  const question = new Set(partsOf(asked));
  const said = partsOf(answer);
  const isNew = (part: string) => !known.has(part) && !question.has(part);
  return (
    said.some((part) => known.has(part) && !question.has(part)) &&
    said.filter(isNew).length <= NEW * said.length
  );
}
