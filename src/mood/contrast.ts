// Finds words whose share grew more than chance since the period before. Log-odds ratio with an informative
// Dirichlet prior (Monroe, Colaresi & Quinn 2008, Political Analysis 16, 372–403); the prior is the language's own use.
import { usualShare } from './commonWords.ts';
import { bareText, termsOf } from './terms.ts';
import type { Spelled } from './things.ts';

export interface Said<Id = string> {
  readonly id: Id;
  readonly authorId: string;
  readonly text: string;
}

export interface Grown<Id = string> {
  readonly stem: string;
  /** The spelling that most people used; '' of none. */
  readonly word: string;
  /** Messages that hold it. */
  readonly now: number;
  readonly before: number;
  /** By how many standard deviations it grew. */
  readonly z: number;
  /** Distinct people who used it now. */
  readonly people: number;
  /** The messages of now that hold it, oldest first. */
  readonly messages: readonly Id[];
}

/** A word of one person is no topic: it needs so many people. */
const LEAST_AUTHORS = 2;
/** Standard deviations by which a word must have grown. */
const LEAST_Z = 1.64;
/** The weight of the prior, in messages: with so little before, words are compared with ordinary talk as much. */
const PRIOR = 200;

interface Use<Id> {
  readonly written: Map<string, number>;
  readonly authors: Set<string>;
  readonly messages: Id[];
}

/** Counts the words of messages, one message at a time. */
export interface Uses<Id> {
  readonly words: Map<string, Use<Id>>;
  messages: number;
}

export const noUses = <Id>(): Uses<Id> => ({ words: new Map(), messages: 0 });

/** The words that grew most, at most `most`; words in `without` (lower case) are left out. */
export function contrast<Id>(
  now: readonly Said<Id>[],
  before: readonly Said<Id>[],
  most: number,
  without: ReadonlySet<string> = new Set(),
): Grown<Id>[] {
  const [used, usedBefore] = [noUses<Id>(), noUses<Id>()];
  for (const said of now) countUses(used, said, without);
  for (const said of before) countUses(usedBefore, said, without);
  return grownIn(used, usedBefore, most);
}

/** The words that grew most by at least `leastZ` standard deviations, at most `most`. */
export function grownIn<Id>(now: Uses<Id>, before: Uses<Id>, most: number, leastZ = LEAST_Z): Grown<Id>[] {
  const grown = [...now.words].flatMap(([stem, { authors, messages, written }]): Grown<Id>[] => {
    if (authors.size < LEAST_AUTHORS) return [];
    const held = before.words.get(stem)?.messages.length ?? 0;
    const n = messages.length;
    const known = growth(n, now.messages, held + PRIOR * usualShare(stem), before.messages + PRIOR);
    // The prior must not hide that a word is usual here.
    const z = held === 0 ? known : Math.min(known, growth(n, now.messages, held, before.messages));
    if (z < leastZ) return [];
    const word = favourite(written);
    return [{ stem, word, now: n, before: held, z, people: authors.size, messages }];
  });
  return grown.sort((a, b) => b.z - a.z || (a.word < b.word ? -1 : 1)).slice(0, most);
}

/** From m of M messages to n of N, in standard deviations. */
function growth(n: number, N: number, m: number, M: number): number {
  const odds = (count: number, of: number) => Math.log((count + 0.5) / (of - count + 0.5));
  return (odds(n, N) - odds(m, M)) / Math.sqrt(1 / (n + 0.5) + 1 / (m + 0.5));
}

/** What counts as a word of a bare text, without some; see termsOf. */
export type SpelledIn = (bare: string, without: ReadonlySet<string>) => readonly Spelled[];

/** A word counts once a message, however often it is repeated. */
export function countUses<Id>(
  uses: Uses<Id>,
  { id, authorId, text }: Said<Id>,
  without: ReadonlySet<string> = new Set(),
  spelledIn: SpelledIn = termsOf,
): void {
  uses.messages += 1;
  const words = new Map(spelledIn(bareText(text), without).map(({ stem, word }) => [stem, word]));
  for (const [stem, word] of words) {
    const use: Use<Id> = uses.words.get(stem) ?? { written: new Map(), authors: new Set(), messages: [] };
    use.written.set(word, (use.written.get(word) ?? 0) + 1);
    use.authors.add(authorId);
    use.messages.push(id);
    uses.words.set(stem, use);
  }
}

/** The spelling that most people used. */
export const favourite = (written: ReadonlyMap<string, number>): string =>
  [...written].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
