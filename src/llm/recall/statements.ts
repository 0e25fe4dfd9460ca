// What somebody told in a conversation, without what they asked and without code.
import { sentencesOf, withoutCode } from '../guard/prose.ts';
import type { ChatTurn } from '../model.ts';

/** Sentences that are looked through, the newest, and characters of each. */
const NEWEST = 16;
const LENGTH = 160;

const ASKS =
  /[?？]\s*$|^\P{L}*(?:(?:and|so|ok|okay|but|then|well)\P{L}+)*(?:(?:who|what|where|when|how)(?!\s+(?:i|we|my)\b)|which|why|can|could|would|do(?! not\b)|does|did|is|are)(?:['’]?(?:s|re))?\b|(?:吗|嗎|什么|什麼|啥|来着|來著|哪[里裡儿兒个個]?|几[个岁點点]|幾[個歲點])[啊呀呢嘛哈呗]?[\p{P}\s]*$/iu;

const sentencesIn = (prose: string): string[] =>
  sentencesOf(prose).map(({ start, end }) => prose.slice(start, end).trim());

/** Oldest first. Of the asker, without questions; of the bot, all. */
export function statementsIn(history: readonly ChatTurn[], whose: ChatTurn['role']): string[] {
  return history
    .filter(({ role }) => role === whose)
    .flatMap(({ text }) => sentencesIn(withoutCode(text)))
    .filter((sentence) => sentence !== '' && (whose === 'assistant' || !ASKS.test(sentence)))
    .slice(-NEWEST)
    .map((sentence) => sentence.replace(/\s+/gu, ' ').slice(0, LENGTH).toWellFormed());
}
