// Questions about what was said before: "what was my dog's name?", 我叫什么来着, "how many did you say?".
import type { ChatTurn } from '../model.ts';
import {
  ASKED_OF_BOT,
  DEFINITE,
  FACTS,
  FACT_NOUNS,
  MEASURED,
  OF_ONESELF,
  OTHERWISE,
  TOLD,
} from './backWords.ts';
import { partsOf } from './grounded.ts';
import { statementsIn } from './statements.ts';

/** A question too short to say whom it is about: "how old?", 几岁了. */
const SHORT = 16;
const ASKS = /[?？]|\b(?:who|what|when|where|which|how)\b|什么|什麼|啥|谁|誰|哪|几|幾|多少|呢/iu;
const BRIEF = 60;
/** Characters that are looked at. */
const MOST = 400;

/** Whose words are asked for; `isSure`: not only because words come again. */
export interface AskedBack {
  readonly whose: ChatTurn['role'];
  readonly isSure: boolean;
}

/** Null where no such question is asked, or nothing was said that it could be about. */
export function asksBack(message: string, history: readonly ChatTurn[]): AskedBack | null {
  const text = ownWords(message);
  if (MEASURED.test(text)) return null;
  if (sentencesIn(text).some((sentence) => isAny(ASKED_OF_BOT, sentence))) {
    return history.some(({ role }) => role === 'assistant') ? { whose: 'assistant', isSure: true } : null;
  }
  const said = statementsIn(history, 'user');
  if (said.length === 0) return null;
  const known = new Set(said.flatMap(partsOf));
  if (recalls(text, known) || goesOn(text, history, known)) return { whose: 'user', isSure: true };
  return mayRecall(text, known) ? { whose: 'user', isSure: false } : null;
}

const isAny = (patterns: readonly RegExp[], text: string) => patterns.some((pattern) => pattern.test(text));

const isShared = (text: string, known: ReadonlySet<string>) => partsOf(text).some((part) => known.has(part));

/** Whether a text asks for the asker's words by itself: for what was told, or for a fact of theirs. */
const recalls = (text: string, known: ReadonlySet<string>): boolean =>
  !MEASURED.test(text) &&
  sentencesIn(text).some(
    (sentence) =>
      isAny(TOLD, sentence) ||
      (isOfOneself(sentence) && (isAny(FACTS, sentence) || isShared(sentence, known))),
  );

/** "What are my options?" asks for advice, however much it speaks of the asker. */
const isOfOneself = (sentence: string) => isAny(OF_ONESELF, sentence) && !isAny(OTHERWISE, sentence);

const mayRecall = (text: string, known: ReadonlySet<string>): boolean =>
  sentencesIn(text).some((sentence) => isOfOneself(sentence) && FACT_NOUNS.test(sentence)) ||
  (text.length <= BRIEF && DEFINITE.test(text) && !isAny(OTHERWISE, text) && isShared(text, known));

/** Without quotes: these are of others, and long. */
const ownWords = (message: string) => message.replace(/^>.*$/gmu, '').trim().slice(0, MOST);

const sentencesIn = (text: string): string[] =>
  (text.match(/[^.!?。！？\n]+[.!?。！？]*/gu) ?? []).map((sentence) => sentence.trim());

/** After a question about what was said, a short one goes on with it. */
function goesOn(text: string, history: readonly ChatTurn[], known: ReadonlySet<string>): boolean {
  const before = history.findLast(({ role }) => role === 'user');
  return before !== undefined && isShort(text) && recalls(ownWords(before.text), known);
}

/** What a short question is about that does not go on: the bot, the time, a sum. */
const ELSEWHERE = /\b(?:you|your|u|time|today|it|joke)\b|[你您]|今天|现在|現在|\d/iu;

const isShort = (text: string) => text.length <= SHORT && ASKS.test(text) && !ELSEWHERE.test(text);
