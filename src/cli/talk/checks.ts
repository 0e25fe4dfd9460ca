// What is wrong with an answer, by program.
import { patternOf, type Expectation, type Turn } from './conversations.ts';
import { isPing, isRefusal } from './hidden.ts';
import { isLoop } from './loops.ts';
import { isIn } from './script.ts';
import { sentencesOf } from './sentences.ts';

/** `echo` is the question said again, `content` covers what must, may and must not be said, `length` characters, lines and sentences. */
export const CHECKS = [
  'empty',
  'script',
  'loop',
  'echo',
  'instruction',
  'refusal',
  'ping',
  'content',
  'length',
] as const;
export type Check = (typeof CHECKS)[number];

/** The checks that fail, in the order of CHECKS; of an empty answer that one alone. */
export function faultsOf(
  answer: string,
  { said, expect }: Turn,
  tellsInstruction: (answer: string) => boolean,
): Check[] {
  if (answer.trim() === '') return ['empty'];
  const failed: Readonly<Record<Check, boolean>> = {
    empty: false,
    script: !isIn(expect.script, answer),
    loop: isLoop(answer),
    echo: isEcho(answer, said),
    instruction: tellsInstruction(answer),
    refusal: expect.mayRefuse !== true && isRefusal(answer),
    ping: isPing(answer),
    content: !isAsExpected(answer, expect),
    length: !isAsLong(answer.trim(), expect),
  };
  return CHECKS.filter((check) => failed[check]);
}

/** Words, numbers or Chinese characters of a question that an answer may not just say again; "gm" and "lol" it may. */
const ECHO = 3;

function isEcho(answer: string, said: string): boolean {
  const asked = partsOf(said);
  return asked.length >= ECHO && asked.join(' ') === partsOf(answer).join(' ');
}

const partsOf = (text: string) =>
  text.toLowerCase().match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu) ?? [];

function isAsExpected(answer: string, { any, all, none, pattern }: Expectation): boolean {
  const lower = answer.toLowerCase();
  const isIncluded = (words: string) => lower.includes(words.toLowerCase());
  return (
    (any?.some(isIncluded) ?? true) &&
    (all?.every(isIncluded) ?? true) &&
    !none?.some(isIncluded) &&
    (pattern === undefined || patternOf(pattern).test(answer))
  );
}

function isAsLong(answer: string, { chars, lines, sentences }: Expectation): boolean {
  const isWithin = (count: number, [least, most] = [0, Infinity]) => count >= least && count <= most;
  return (
    isWithin(Array.from(answer).length, chars) &&
    isWithin(answer.split('\n').filter((line) => line.trim() !== '').length, lines) &&
    isWithin(sentencesOf(answer).length, sentences)
  );
}
