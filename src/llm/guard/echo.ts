// Sees that an answer only says the message again.
import { pairsOf, sentencesOf, wordsOnly } from './prose.ts';

/** Letters of a message below which it may be said again, as greetings are; a Chinese character is worth some. */
const LEAST = 15;
const CHARACTER = 3;
/** Messages longer than this are quoted from, not echoed. */
const MOST = 120;
/** The share of the message that comes again. */
const SHARE = 0.7;
/** Pairs of letters that an echo may add: 你 becomes 我. */
const NEW = 1;

/** Whether the first sentence is the message again; null while more of it is needed. */
export function beginsAsEcho(text: string, message: string, isWhole: boolean): boolean | null {
  const letters = wordsOnly(message);
  const worth = letters.length + (CHARACTER - 1) * (letters.match(/\p{Script=Han}/gu)?.length ?? 0);
  if (worth < LEAST || letters.length > MOST) return false;
  const [first] = sentencesOf(text);
  const said = wordsOnly(text.slice(0, first?.end ?? 0));
  const asked = new Set(pairsOf(letters));
  const pairs = pairsOf(said);
  if (pairs.filter((pair) => !asked.has(pair)).length > NEW) return false;
  if (new Set(pairs).size >= SHARE * asked.size) return true;
  return isWhole || (first !== undefined && first.end < text.length) ? false : null;
}
