// Sees that a text goes round in circles, while it is written.
import { completeLength, sentencesOf, withoutCode, wordsOnly, type Span } from './prose.ts';

/** Characters that, said four times, are a loop. */
const GRAM = 12;
const TIMES = 4;
/** Letters of a line or sentence below which it may come again: "Yes.", "哈哈". */
const SHORT = 4;
/** Items of a list, one after the other, that all stood in it before. */
const CYCLE = 4;
/** Characters of an item in a list that is written in one line. */
const ITEM = 16;
/** Same lines of code, one below the other. */
const SAME_LINES = 6;

/** Lists and tables may begin every line alike. */
const ITEM_LINE = /^[ \t]*(?:[-*•|>]|\d{1,3}[.)、:：])/u;
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * The length of the text before it began to repeat itself, at the end of a sentence or line where there is one;
 * null while it does not. A line or sentence three times, twelve characters four times, and items of a list that
 * come round again are a loop; so is the same line of code six times running.
 */
export function lengthBeforeRepetition(text: string): number | null {
  const prose = withoutCode(text);
  const from = [sentenceAgain(prose), gramAgain(prose), itemAgain(prose), codeAgain(text)];
  const found = from.filter((index) => index !== null);
  if (found.length === 0) return null;
  const head = text.slice(0, Math.min(...found));
  const complete = completeLength(head);
  return complete > 0 && complete * 2 >= head.trimEnd().length ? complete : head.trimEnd().length;
}

/** Where a sentence begins that was said twice before. A chain that comes round is cut after its first round. */
function sentenceAgain(prose: string): number | null {
  const said = new Map<string, Span[]>();
  for (const span of sentencesOf(prose)) {
    const key = wordsOnly(prose.slice(span.start, span.end));
    if (key.length < SHORT) continue;
    const before = said.get(key) ?? [];
    const [first, second] = before;
    if (first && second) {
      const between = (a: Span, b: Span) => prose.slice(a.end, b.start);
      return between(first, second) === between(second, span) ? second.start : span.start;
    }
    said.set(key, [...before, span]);
  }
  return null;
}

/** Where the same twelve characters begin to be said for the fourth time, or a run of them its second round. */
function gramAgain(prose: string): number | null {
  const text = prose.toLowerCase();
  const begun = new Map<string, number[]>();
  const isBeginning = beginnings(prose);
  for (let i = 0; i + GRAM <= text.length; i++) {
    if (isBeginning(i)) continue;
    const gram = text.slice(i, i + GRAM);
    const at = begun.get(gram);
    if (!at) begun.set(gram, [i]);
    else if (at.length + 1 < TIMES) at.push(i);
    else if (SAYS_SOMETHING.test(gram) && gram.trim().length > GRAM / 2) return cutOf(prose, [...at, i]);
  }
  return null;
}

function cutOf(prose: string, at: readonly number[]): number {
  const [first = 0, second = 0] = at;
  const period = second - first;
  const isRun = at.every((index, i) => i === 0 || index - (at[i - 1] ?? 0) === period);
  // "hahaha" is a word: a few rounds of a short run stay.
  if (isRun) return first + period * Math.max(1, Math.floor(6 / period));
  const last = at.at(-1) ?? 0;
  const sentence = sentencesOf(prose).find(({ start, end }) => start <= last && last < end);
  return sentence?.start ?? last;
}

/** Whether an index lies in a table, in what neighbours of a list begin with, or just before such a line. */
function beginnings(prose: string): (index: number) => boolean {
  const items = [...prose.matchAll(/[^\n]+/g)]
    .map(({ 0: line, index }) => ({ line, index }))
    .filter(({ line }) => ITEM_LINE.test(line));
  const alike = new Set<number>();
  for (const [i, { line, index }] of items.entries()) {
    const neighbours = [items[i - 1], items[i + 1]].map((other) => commonLength(line, other?.line ?? ''));
    const length = line.trimStart().startsWith('|') ? line.length : Math.max(...neighbours);
    for (let at = Math.max(0, index - GRAM); at < index + length; at++) alike.add(at);
  }
  return (index) => alike.has(index);
}

/** How far two items begin alike, their markers included; 0 where one is all that the other begins with. */
function commonLength(one: string, other: string): number {
  const marker = ITEM_LINE.exec(one)?.[0] ?? '';
  const [left, right] = [one, other].map((line) => line.replace(ITEM_LINE, ''));
  if (left === undefined || right === undefined) return 0;
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length === left.length || length === right.length ? 0 : marker.length + length;
}

/** Where items begin that a list has held before, several of them together. */
function itemAgain(prose: string): number | null {
  const seen = new Map<string, number>();
  let run: number[] = [];
  for (const { index, 0: segment } of prose.matchAll(/[^、，,;；\n]+/gu)) {
    const key = wordsOnly(segment);
    if (key === '') continue;
    if (key.length > ITEM || /^\p{N}+$/u.test(key)) {
      run = [];
      continue;
    }
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    run = times > 1 ? [...run, index] : [];
    if (run.length >= CYCLE) return run[0] ?? index;
  }
  return null;
}

function codeAgain(text: string): number | null {
  const pattern = new RegExp(`(^[^\\n]*\\p{L}[^\\n]*\\n)\\1{${SAME_LINES - 1}}`, 'mu');
  const match = pattern.exec(text);
  return match ? match.index + (match[1]?.length ?? 0) : null;
}
