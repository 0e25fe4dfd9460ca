// Which script a text is written in, as far as its letters tell.
import { withoutCode } from './prose.ts';

export type Script = 'latin' | 'han';

/** What says nothing about the language: code, addresses, mentions, emoji by name, the bot's name. */
const NAMES = /https?:\/\/\S+|\S+@\S+|<[@#:/][^>\s]*>|:\w+:|\/[a-z-]+|\bBarometer\b/giu;
const HAN = /[\p{Script=Han}\p{Script=Bopomofo}]/gu;
const WORDS = /[\p{Script=Latin}\p{M}'’]+/gu;
const OTHER =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}]/gu;
/** Characters of Chinese to a word of English, about. */
const CHARACTERS = 1.5;
/** Letters after which the script of an answer is known. */
const ENOUGH = 12;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const spoken = (text: string) => withoutCode(text).replace(NAMES, ' ');

/**
 * The script of the language that a text is in, though words of another stand in it: "我朋友 Jay 今天 seems off" is
 * Chinese, "what does 你好 mean" is not. 'other' for a third script, null where no letter tells.
 */
export function scriptOf(text: string): Script | 'other' | null {
  const prose = spoken(text);
  const han = count(prose, HAN) / CHARACTERS;
  const latin = count(prose, WORDS);
  const other = count(prose, OTHER) / CHARACTERS;
  if (han + latin + other === 0) return null;
  if (other > Math.max(latin, han / 2)) return 'other';
  const beginsHan = /^[^\p{L}]*[\p{Script=Han}\p{Script=Bopomofo}]/u.test(prose);
  return (beginsHan ? han * 6 : han) > latin ? 'han' : 'latin';
}

/**
 * Whether an answer that begins so is in the script that is wanted; null while that is open. Names, numbers and code
 * don't tell; a single foreign word may begin an answer.
 */
export function beginsIn(text: string, wanted: Script, isWhole: boolean): boolean | null {
  const prose = spoken(text);
  const latin = prose.match(WORDS)?.join('').length ?? 0;
  const han = count(prose, HAN);
  const other = count(prose, OTHER);
  const [right, wrong] = wanted === 'han' ? [han, latin + other] : [latin, han + other];
  if (right > 0 && (wanted === 'han' || right >= 3)) return true;
  if (right === 0 && wrong >= (wanted === 'han' ? ENOUGH : ENOUGH / 2)) return false;
  if (!isWhole) return null;
  return wanted === 'han' ? count(prose, WORDS) < 2 && other === 0 : wrong === 0 || right > 0;
}
