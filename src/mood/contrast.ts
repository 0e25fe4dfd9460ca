// Finds words whose share grew more than chance since the period before. Log-odds ratio with an informative
// Dirichlet prior (Monroe, Colaresi & Quinn 2008, Political Analysis 16, 372–403); both periods together are the prior.
import { bareText, termsOf } from './terms.ts';

export interface Said<Id = string> {
  readonly id: Id;
  readonly authorId: string;
  readonly text: string;
}

export interface Grown<Id = string> {
  /** The spelling that most people used. */
  readonly word: string;
  /** Messages that hold it. */
  readonly now: number;
  readonly before: number;
  /** By how many standard deviations it grew. */
  readonly z: number;
  /** The messages of now that hold it, oldest first. */
  readonly messages: readonly Id[];
}

/** A word of one person is no topic: it needs so many people. */
const LEAST_AUTHORS = 2;
/** Standard deviations by which a word must have grown. */
const LEAST_Z = 1.64;
/** The weight of the prior, in messages. */
const PRIOR = 20;

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
  const all = now.messages + before.messages;
  const grown = [...now.words].flatMap(([stem, use]): Grown<Id>[] => {
    if (use.authors.size < LEAST_AUTHORS) return [];
    const [n, m] = [use.messages.length, before.words.get(stem)?.messages.length ?? 0];
    const z = logOdds(n, now.messages, m, before.messages, (n + m) / all);
    return z < leastZ ? [] : [{ word: favourite(use.written), now: n, before: m, z, messages: use.messages }];
  });
  return grown.sort((a, b) => b.z - a.z || (a.word < b.word ? -1 : 1)).slice(0, most);
}

/** In standard deviations; `share` is the word's in both sides together. */
function logOdds(n: number, total: number, m: number, totalBefore: number, share: number): number {
  const prior = share * PRIOR;
  const odds = (count: number, of: number) => Math.log((count + prior) / (of + PRIOR - count - prior + 1));
  const variance = 1 / (n + prior) + 1 / (m + prior);
  return (odds(n, total) - odds(m, totalBefore)) / Math.sqrt(variance);
}

/** A word counts once a message, however often it is repeated. */
export function countUses<Id>(
  uses: Uses<Id>,
  { id, authorId, text }: Said<Id>,
  without: ReadonlySet<string> = new Set(),
): void {
  uses.messages += 1;
  const words = new Map(termsOf(bareText(text), without).map(({ stem, word }) => [stem, word]));
  for (const [stem, word] of words) {
    const use: Use<Id> = uses.words.get(stem) ?? { written: new Map(), authors: new Set(), messages: [] };
    use.written.set(word, (use.written.get(word) ?? 0) + 1);
    use.authors.add(authorId);
    use.messages.push(id);
    uses.words.set(stem, use);
  }
}

const favourite = (written: ReadonlyMap<string, number>): string =>
  [...written].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
