// Checks whether messages support a sentence that the model wrote. Other sentences are dropped, never corrected.
import { FREE_WORDS, NEGATIONS } from './freeWords.ts';
import { bareText, stemOf, tokensOf } from './terms.ts';

/** A message that may support a sentence. */
export interface Said {
  readonly authorId: string;
  readonly content: string;
}

const LONGEST_NAME = 40;
const LONGEST_NAME_WORDS = 5;
const LONGEST_SENTENCE = 200;
const MOST_CITED = 3;
/** How many people must have used a word before a report may use it: no single person puts words into a report. */
const VOICES = 2;
/** A message supports a sentence that has at least this share of its words. */
const SHARE = 0.5;

/**
 * At most three messages that support a sentence, the best first, of different people if possible. Null where the
 * sentence is not a plain line of words, where two people did not use one of its words, numbers or times, or where no
 * message has the same negation.
 */
export function supportOf<M extends Said>(sentence: string, messages: readonly M[]): M[] | null {
  const claims = plainWords(sentence, LONGEST_SENTENCE);
  if (!claims || claims.length < 2) return null;
  const lines = messages.map(lineOf);
  if (!claims.every((word) => isVoiced(word, lines))) return null;
  const times = timesIn(sentence);
  if (!times.every((time) => isTold(time, lines))) return null;
  const isNegated = negates(sentence);
  const carrying = lines
    .map((line) => ({ line, share: claims.filter((word) => has(line, word)).length / claims.length }))
    .filter(({ line, share }) => share >= SHARE && line.isNegated === isNegated)
    .filter(({ line }) => line.times.length === 0 || times.every((time) => line.times.includes(time)))
    .sort((a, b) => b.share - a.share)
    .map(({ line }) => line.message);
  if (voicesOf(carrying) < VOICES) return null;
  return differentFirst(carrying).slice(0, MOST_CITED);
}

/**
 * Whether a name fits a topic: a few plain words, each used by two people in the topic, and one of them among the
 * topic's own terms (stems).
 */
export function nameHolds(name: string, messages: readonly Said[], terms: readonly string[]): boolean {
  const claims = plainWords(name, LONGEST_NAME);
  if (!claims || claims.length === 0 || claims.length > LONGEST_NAME_WORDS || negates(name)) return false;
  const lines = messages.map(lineOf);
  return claims.every((word) => isVoiced(word, lines)) && claims.some((word) => terms.includes(stemOf(word)));
}

interface Line<M> {
  readonly message: M;
  readonly bare: string;
  readonly stems: ReadonlySet<string>;
  readonly times: readonly string[];
  readonly isNegated: boolean;
}

function lineOf<M extends Said>(message: M): Line<M> {
  const bare = bareText(message.content);
  const stems = new Set(tokensOf(bare).map(stemOf));
  return { message, bare, stems, times: timesIn(bare), isNegated: negates(bare) };
}

/** A unit of time with the word before it: "20 minutes" does not support "a minute". */
const TIME =
  /[\p{L}\p{N}]+\s+(?:second|minute|hour|day|week|month|year)(?=s?(?!\p{L}))|[\d零〇一二三四五六七八九十百半两兩几幾]+\s*[个個]?(?:秒|分[钟鐘]|小[时時]|天|[周週]|月|年)/giu;

const timesIn = (text: string): string[] => Array.from(text.toLowerCase().matchAll(TIME), ([time]) => time);

// Words, numbers such as 503 and v2.4, and the punctuation of one sentence; no markup, link, mention, invite, emoji or
// quote.
const PLAIN = /^[\p{L}\p{M}\p{N} ,;:'’.!?%，。、；：！？-]+$/u;
const ADDRESS = /\p{L}[.。]\p{L}|:\/\/|\d:\d|\bwww\b|\bdiscord\b/iu;

/** The words that carry a claim; null where the text is not a plain, short line. */
function plainWords(text: string, longest: number): string[] | null {
  const line = text.normalize('NFKC');
  if (line.length > longest || !PLAIN.test(text) || !PLAIN.test(line) || ADDRESS.test(line)) return null;
  return tokensOf(line.toLowerCase()).filter((word) => !FREE_WORDS.has(word) && !NEGATIONS.has(word));
}

function isVoiced<M extends Said>(word: string, lines: readonly Line<M>[]): boolean {
  return voicesOf(lines.filter((line) => has(line, word)).map(({ message }) => message)) >= VOICES;
}

function isTold<M extends Said>(time: string, lines: readonly Line<M>[]): boolean {
  return voicesOf(lines.filter(({ times }) => times.includes(time)).map(({ message }) => message)) >= VOICES;
}

/** Chinese is segmented differently in each sentence, so there single characters are compared. */
function has<M extends Said>({ bare, stems }: Line<M>, word: string): boolean {
  return /\p{Script=Han}/u.test(word) ? bare.includes(word) : stems.has(stemOf(word));
}

function negates(text: string): boolean {
  const line = text.toLowerCase();
  return tokensOf(line).some((word) => NEGATIONS.has(word)) || /[不没沒无無未]/u.test(line);
}

const voicesOf = (messages: readonly Said[]) => new Set(messages.map(({ authorId }) => authorId)).size;

/** The first message of each person, then the rest. */
function differentFirst<M extends Said>(messages: readonly M[]): M[] {
  const first = messages.filter(
    (message, index) => messages.findIndex(({ authorId }) => authorId === message.authorId) === index,
  );
  return [...first, ...messages.filter((message) => !first.includes(message))];
}
