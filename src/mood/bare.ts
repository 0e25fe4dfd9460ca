// Bare messages: one word, or emoji alone. Many people send the same one, and it says less than it seems.
import { bareText, tokensOf } from './terms.ts';

const EMOJI_NAME = /:\w{1,32}:/gu;
/** 哈哈哈, hahaha, noooo. */
const REPEATED = /(.{1,4}?)\1+/gsu;

/** Whether a message holds no more than one word, however often and with whatever emoji and marks around it. */
export function isBare(text: string): boolean {
  const words = tokensOf(bareText(text).replace(EMOJI_NAME, ' ').replace(REPEATED, '$1'));
  return new Set(words).size <= 1;
}
