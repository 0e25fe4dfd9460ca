// What is asked of the model at a token, and what it says: the scores of some words.
import { TokenBias, type LlamaModel, type Token } from 'node-llama-cpp';

/** Lifts the words over all others; more than logits are apart, little enough for their digits to survive. */
const LIFT = 128;

/**
 * Asks for the logits of some tokens. A filter alone is compared with the whole vocabulary, once a token;
 * so the words are lifted, all alike, and everything below them is dropped first.
 */
export function readingOf(model: LlamaModel, words: readonly Token[]) {
  const tokens = [...new Set(words)];
  const tokenBias = TokenBias.for(model).set(tokens, { logit: LIFT });
  return {
    logits: { filter: { tokens } },
    options: { temperature: 1, topK: tokens.length, topP: 1, minP: 0, tokenBias },
  };
}

/** @throws RangeError where the model left a word out */
export function scoresOf(words: readonly Token[], logits: ReadonlyMap<Token, number> | undefined): number[] {
  return words.map((token) => {
    const value = logits?.get(token);
    if (value === undefined) throw new RangeError('the model returned no logit for a word');
    return value;
  });
}
