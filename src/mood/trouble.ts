// What kind of trouble negative messages are: who writes them, at whom, and after what.
import type { Kind } from './kind.ts';
import { bareText, termsOf, tokensOf } from './terms.ts';

/** A negative message since the trouble began. */
export interface Complaint {
  readonly authorId: string;
  /** Null: no longer kept. */
  readonly content: string | null;
  readonly verdict?: { readonly kind?: Kind } | null;
}

export type TroubleKind =
  /** The same text again and again. */
  | 'repeated'
  /** Mostly one person. */
  | 'person'
  /** Two people at each other. */
  | 'quarrel'
  /** Several people against others. */
  | 'hostility'
  /** Something was announced shortly before. */
  | 'event'
  /** Many people about one thing. */
  | 'topic'
  /** Many people complain, each about something else. */
  | 'complaints'
  /** None of these. */
  | 'unclear';

/** How many of the negative messages make the trouble what it is, and how many people wrote those. */
export interface Part {
  readonly messages: number;
  readonly people: number;
  /** All negative messages. */
  readonly of: number;
}

/** Fewer copies of a text are chance. */
const LEAST_COPIES = 4;
/** A single word is repeated by everybody. */
const LEAST_WORDS = 2;
const HALF = 0.5;
/** So many messages against people, and this share, are more than a few that were read wrong. */
const [LEAST_HOSTILE, HOSTILE] = [4, 1 / 3];
/** Two people argue who wrote this share together, and each of them this. */
const [BOTH, EACH] = [0.6, 0.2];
/** They turn to each other in this share of their messages. */
const ADDRESSED = 0.3;
/** By a mention, or by a word for one "you": 你们 speaks to a company or to everybody. */
const MENTION = /<@!?\d+>/;
const YOU: ReadonlySet<string> = new Set(
  'you your youre yours yourself ur u youve youll 你 妳 您 你的 妳的 你是 你自己 你这 你這 你才 你说 你說 你就 你都 你又 你还 你還 闭嘴 閉嘴'.split(
    ' ',
  ),
);

/** Those that are one text, in whatever case and markup, where they are at least half. */
export function repeated<C extends Complaint>(complaints: readonly C[]): C[] | null {
  const copies = new Map<string, C[]>();
  for (const complaint of complaints) {
    const text = bareText(complaint.content ?? '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (termsOf(text).length >= LEAST_WORDS) copies.set(text, [...(copies.get(text) ?? []), complaint]);
  }
  const most = [...copies.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  return most.length >= LEAST_COPIES && most.length >= complaints.length * HALF ? most : null;
}

/** Those of the person who wrote at least half. */
export function onePersons<C extends Complaint>(complaints: readonly C[]): C[] | null {
  const [most = []] = byAuthor(complaints);
  return most.length > 0 && most.length >= complaints.length * HALF ? most : null;
}

/** Those of two people who wrote most and turn to each other. */
export function quarrel<C extends Complaint>(complaints: readonly C[]): C[] | null {
  const [first = [], second = []] = byAuthor(complaints);
  const both = complaints.filter((one) => first.includes(one) || second.includes(one));
  const isTheirs =
    both.length >= complaints.length * BOTH && second.length >= complaints.length * EACH && second.length > 1;
  if (!isTheirs) return null;
  const isAimed = [first, second].every(
    (own) => own.filter(({ content }) => addresses(content ?? '')).length >= own.length * ADDRESSED,
  );
  return isAimed ? both : null;
}

/** Those against people, where they are many and not of one person. */
export function hostile<C extends Complaint>(complaints: readonly C[]): C[] | null {
  const found = complaints.filter(({ verdict }) => verdict?.kind === 'hostility');
  const isMuch = found.length >= LEAST_HOSTILE && found.length >= complaints.length * HOSTILE;
  return isMuch && byAuthor(found).length > 1 ? found : null;
}

function addresses(content: string): boolean {
  return MENTION.test(content) || tokensOf(bareText(content)).some((word) => YOU.has(word));
}

/** The messages of each person, those of the one with most first. */
function byAuthor<C extends Complaint>(complaints: readonly C[]): C[][] {
  const own = new Map<string, C[]>();
  for (const one of complaints) own.set(one.authorId, [...(own.get(one.authorId) ?? []), one]);
  return [...own.values()].toSorted((a, b) => b.length - a.length);
}
