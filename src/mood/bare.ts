// Bare messages: one word, or only emoji. Many people send the same one, so it is weak evidence of mood.
import { bareText, tokensOf } from './terms.ts';

const EMOJI_NAME = /:\w{1,32}:/gu;
/** Repeated characters, as in 哈哈哈, hahaha, noooo. */
const REPEATED = /(.{1,4}?)\1+/gsu;

/** Whether a message holds at most one distinct word, repeated or not, besides emoji and punctuation. */
export function isBare(text: string): boolean {
  const words = tokensOf(bareText(text).replace(EMOJI_NAME, ' ').replace(REPEATED, '$1'));
  return new Set(words).size <= 1;
}
