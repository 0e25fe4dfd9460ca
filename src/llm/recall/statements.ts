// What somebody told in a conversation, without what they asked.
import { sentencesOf } from '../guard/prose.ts';
import type { ChatTurn } from '../model.ts';

/** Sentences that are looked through, the newest, and characters of each. */
const NEWEST = 16;
const LENGTH = 160;

const ASKS =
  /[?？]\s*$|^\W*(?:(?:and|so|ok|okay|but|then|well)\W+)*(?:who|what|where|when|which|why|how|can|could|would|do|does|did|is|are)(?:['’]?(?:s|re))?\b|(?:吗|嗎|呢|什么|什麼|啥|来着|來著|哪[里裡儿兒个個]?|几[个岁點点]|幾[個歲點])[啊呀呢嘛哈呗]?[\p{P}\s]*$/iu;

/** Oldest first. Of the asker, without questions; of the bot, all. */
export function statementsIn(history: readonly ChatTurn[], whose: ChatTurn['role']): string[] {
  return history
    .filter(({ role }) => role === whose)
    .flatMap(({ text }) => sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim()))
    .filter((sentence) => sentence !== '' && (whose === 'assistant' || !ASKS.test(sentence)))
    .slice(-NEWEST)
    .map((sentence) => sentence.replace(/\s+/gu, ' ').slice(0, LENGTH).toWellFormed());
}
