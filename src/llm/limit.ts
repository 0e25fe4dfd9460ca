// Keeps an answer to as many words as it may have.
import { completeLength } from './guard/prose.ts';

/** A word; of Chinese each character, as its writers count. */
const WORD = /\p{Script=Han}|[^\s\p{Script=Han}]*[\p{L}\p{N}](?:(?!\p{Script=Han})\S)*/gu;

const isLonger = (text: string, most: number): boolean => (text.match(WORD)?.length ?? 0) > most;

/** The sentences that fit; where not even the first does, its first words and "…". */
export function shortened(text: string, most: number): string {
  if (!isLonger(text, most)) return text;
  const after = [...text.matchAll(WORD)][most];
  const fits = text.slice(0, after?.index ?? text.length);
  const whole = completeLength(fits);
  return whole > 0 ? fits.slice(0, whole).trimEnd() : `${fits.replace(/[\s\p{P}]+$/u, '')}…`;
}

/** What a model writes, until there is more of it than may be kept. */
export async function* enoughOf(pieces: AsyncIterable<string>, most: number): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    yield piece;
    if (isLonger(text, most)) return;
  }
}
