// When an answer begins with words of sympathy or joy, and which.
import type { Label, Verdict } from '../mood/verdict.ts';
import type { Wanted } from './guard/language.ts';
import type { Asked } from './heads/asked.ts';
import type { ChatTurn } from './model.ts';

/** A message as the judge read it. */
interface Told {
  readonly text: string;
  /** Null when the message was not judged. */
  readonly verdict: Verdict | null;
  /** What is asked for; null where that is not known. */
  readonly asked?: Asked | null;
  /** What was said before, oldest first. */
  readonly history: readonly ChatTurn[];
}

type Openings = Readonly<Record<Label, readonly string[]>>;

/** How probable a mood must be for words that would be out of place where it is another. */
const PLAINLY = 0.8;
/** Turns in which sympathy was shown lately: two exchanges. */
const RECENT = 4;
/** Words of English that its neighbours lack. */
const ENGLISH = /\b(?:i|my|the|and|i['’]?m|got|just|she|they|this|that|of|with|don['’]?t|can['’]?t)\b/iu;

/** Plainly glad or sad. */
export const isMoved = (verdict: Verdict | null): boolean =>
  verdict !== null && verdict.label !== 'neutral' && verdict.probabilities[verdict.label] >= PLAINLY;

/**
 * Something sad is told of oneself: not asked, not a complaint, and against nobody. A small model may laugh at that. Only
 * where a head says so, and in a language whose words of sympathy there are.
 */
export const isHurt = ({ asked, verdict, text }: Told, { locale, named }: Wanted): boolean =>
  isTold(asked) &&
  verdict?.label === 'negative' &&
  isMoved(verdict) &&
  verdict.intent === 'chat' &&
  verdict.kind !== 'hostility' &&
  verdict.kind !== 'complaint' &&
  named === null &&
  (locale === 'en' ? ENGLISH : /\p{Script=Han}/u).test(text);

/** The same words of sympathy again and again are none. */
export const isConsoled = (history: readonly ChatTurn[], { negative }: Openings): boolean =>
  history
    .slice(-RECENT)
    .some(({ role, text }) => role === 'assistant' && negative.some((one) => text.startsWith(one)));

/** What an answer may begin with in the mood of the message, not always the same; '' for nothing. */
export function openingFor({ asked, verdict, history, text }: Told, openings: Openings): string {
  if (!isTold(asked) || !verdict || verdict.uncertain) return '';
  const fitting = openings[verdict.label];
  const opening = fitting[Math.floor(history.length / 2 + text.length) % fitting.length];
  if (opening === undefined) return '';
  // What follows goes on in the same line.
  return /[a-z]/i.test(opening) ? `${opening} ` : opening;
}

/** Something is told, not asked for: a task or a question needs no sympathy. */
const isTold = (asked: Asked | null | undefined) => asked === 'chat' || !asked;
