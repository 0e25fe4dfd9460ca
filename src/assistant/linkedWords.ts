// Words that people used, in one line: each made harmless, with how many messages hold it and a link to one of them.
import { harmless, jumpLink } from '../report/citing.ts';
import type { Words } from '../report/words.ts';

const LONGEST_WORD = 24;
/** More links are a wall of addresses where they are not drawn as links; the commands show more. */
export const MOST_WORDS = 3;

export interface LinkedWord {
  readonly word: string;
  /** Messages that hold it. */
  readonly n: number;
  readonly cited: Parameters<typeof jumpLink>[0];
}

export function linkedWords(found: readonly LinkedWord[], words: Words): string {
  return found
    .slice(0, MOST_WORDS)
    .map(({ word, n, cited }) => {
      const link = `[${harmless(word, LONGEST_WORD)}](${jumpLink(cited)})`;
      return words('assistant.mood.word', { word: link, n });
    })
    .join(' · ');
}
