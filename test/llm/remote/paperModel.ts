// A model without weights: a tiny vocabulary and fixed logits. For tests of a server, not of what a model says.
import type { SmallModel } from './smallModel.ts';

/** Words that are one token; all others are spelled out in bytes. */
const WORDS = [' positive', ' neutral', ' negative', ' quilt', ' walrus', '<|im_end|>'];
const FIRST = 300;
const VOCABULARY = 2000;

export const tokenOf = (word: string) => FIRST + WORDS.indexOf(word);

/** `logits` of words; the other tokens of the vocabulary have 0, -.01, -.02 and so on. */
export function paperModel(logits: Readonly<Record<string, number>> = {}): SmallModel {
  return {
    bos: 1,
    tokenize(text, special) {
      const tokens: number[] = [];
      for (let rest = text; rest !== '';) {
        const word = WORDS.find((one) => rest.startsWith(one) && (special || !one.startsWith('<|')));
        const size = word?.length ?? 1;
        if (word === undefined) tokens.push(...Buffer.from(rest.slice(0, size)));
        else tokens.push(tokenOf(word));
        rest = rest.slice(size);
      }
      return tokens;
    },
    text: (token) => WORDS[token - FIRST] ?? String.fromCodePoint(token + 1),
    logits() {
      const all = Float64Array.from({ length: VOCABULARY }, (_, token) => -token / 100);
      for (const word of WORDS) all[tokenOf(word)] = logits[word] ?? -15;
      return Promise.resolve(all);
    },
    async chat(_history, { maxTokens, signal, onText }) {
      const words = ['Hello', ' there', ' 世界', ' 🎉'];
      for (let n = 0; n < maxTokens && !signal.aborted; n += 1) {
        onText(words[n % words.length]!);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return 'length';
    },
    close: () => Promise.resolve(),
  };
}
