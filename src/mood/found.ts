// Whether the words of an answer stand in what was read: what does not is dropped by those who ask.
import { FREE_WORDS, NEGATIONS } from './freeWords.ts';
import { bareText, stemOf, tokensOf } from './terms.ts';

/** How many of the words that say something stand in one of the texts; both 0 where there are none. */
export interface Found {
  readonly words: number;
  readonly found: number;
}

export function foundIn(answer: string, texts: readonly string[]): Found {
  const claims = wordsOf(answer).filter((word) => !FREE_WORDS.has(word) && !NEGATIONS.has(word));
  const read = texts.map(readOf);
  return {
    words: claims.length,
    found: claims.filter((word) => read.some((text) => has(text, word))).length,
  };
}

/** The texts that have most of the answer's words, the best first, at most `limit`; none that has no word of it. */
export function nearestTo<T extends { readonly content: string }>(
  answer: string,
  messages: readonly T[],
  limit: number,
): T[] {
  return messages
    .map((message) => ({ message, found: foundIn(answer, [message.content]).found }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found)
    .slice(0, limit)
    .map(({ message }) => message);
}

interface Read {
  readonly bare: string;
  readonly stems: ReadonlySet<string>;
}

const wordsOf = (text: string) => tokensOf(text.normalize('NFKC').toLowerCase());

function readOf(text: string): Read {
  const bare = bareText(text);
  return { bare, stems: new Set(tokensOf(bare).map(stemOf)) };
}

/** Chinese is segmented differently in each sentence, so there the characters are compared. */
const has = ({ bare, stems }: Read, word: string) =>
  /\p{Script=Han}/u.test(word) ? bare.includes(word) : stems.has(stemOf(word));
