// Whether an answer does its job, as far as a program can see: not whether a person would like it.
import { foundIn } from '../../src/mood/found.ts';
import { textsOf, type Row } from './rows.ts';

export interface Checked {
  /** The parts of the answer that held; none where nothing did. */
  readonly texts: readonly string[];
  /** The number of the message that it points at; null where it points at none. */
  readonly message: number | null;
}

const has = (text: string, word: string) => text.toLowerCase().includes(word.toLowerCase());

/** Particles and pronouns of classical Chinese, and those of today that it has not. */
const CLASSICAL = /[之乎者也矣吾汝其焉哉兮耶欤尔余甚勿毋莫岂何]/u;
const OF_TODAY = /[的了吗吧呢啊你我他她这哪]|什么|怎么/u;

export function isRight(role: string, expected: Row, { texts, message }: Checked): boolean {
  const whole = texts.join('\n');
  if (whole === '') return false;
  if (expected.label !== undefined) return whole === expected.label;
  if (expected.message !== undefined) return message === expected.message;
  if (role === 'keywords') {
    const found = texts.filter((item) =>
      expected.any?.some((word) => word.toLowerCase() === item.toLowerCase()),
    );
    return found.length >= 2;
  }
  if (expected.any) return expected.any.some((word) => has(whole, word));
  // What is given back as it came was not rewritten.
  if (whole === expected.text) return false;
  if (role === 'style-classical') return CLASSICAL.test(whole) && !OF_TODAY.test(whole);
  if (role === 'topic' && !(isName(whole) && isOf(whole, expected))) return false;
  if (role === 'gist' && !(isSentence(whole) && isOf(whole, expected))) return false;
  const padded = ` ${whole} `;
  const isClean = (expected.none ?? []).every((word) => !has(padded, word));
  return isClean && (expected.all ?? []).every((group) => group.some((word) => has(whole, word)));
}

/** Words, and the characters of Chinese. */
const piecesOf = (text: string) => text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+/gu) ?? [];
const isHan = (text: string) => /\p{Script=Han}/u.test(text);

/** Two to five words, or two to twelve Chinese characters. */
function isName(text: string): boolean {
  const { length } = piecesOf(text);
  return length >= 2 && length <= (isHan(text) ? 12 : 5);
}

/** Three words or four characters at least, and no second sentence. */
const isSentence = (text: string): boolean =>
  piecesOf(text).length >= (isHan(text) ? 4 : 3) && !/[.!?]\s|[。！？]./u.test(text.trim());

/** In the language of what was read, and each word that says something stands there. */
function isOf(text: string, expected: Row): boolean {
  const read = textsOf(expected);
  const { words, found } = foundIn(text, read);
  return isHan(text) === isHan(read.join('')) && words > 0 && found === words;
}
