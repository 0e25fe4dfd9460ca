// What is talked about now and was not before: words whose share grew beyond chance. Log-odds ratio with an informative
// Dirichlet prior (Monroe, Colaresi & Quinn 2008, Political Analysis 16, 372–403): both sides together are the prior.
import { bareText, termsOf } from './terms.ts';

export interface Said<Id = string> {
  readonly id: Id;
  readonly authorId: string;
  readonly text: string;
}

export interface Grown<Id = string> {
  /** As most people wrote it. */
  readonly word: string;
  /** Messages that hold it. */
  readonly now: number;
  readonly before: number;
  /** Those of now, oldest first. */
  readonly messages: readonly Id[];
}

/** One person's word is nobody's topic. */
const LEAST_AUTHORS = 2;
/** Standard deviations by which a word must have grown. */
const LEAST_Z = 1.64;
/** How many messages the prior weighs. */
const PRIOR = 20;

interface Use<Id> {
  readonly written: Map<string, number>;
  readonly authors: Set<string>;
  readonly messages: Id[];
}

/** The words that grew most, at most `most`; words in `without` (lower case) are left out. */
export function contrast<Id>(
  now: readonly Said<Id>[],
  before: readonly Said<Id>[],
  most: number,
  without: ReadonlySet<string> = new Set(),
): Grown<Id>[] {
  const [used, usedBefore] = [usesOf(now, without), usesOf(before, without)];
  const all = now.length + before.length;
  const grown = [...used].flatMap(([stem, use]) => {
    if (use.authors.size < LEAST_AUTHORS) return [];
    const [n, m] = [use.messages.length, usedBefore.get(stem)?.messages.length ?? 0];
    const share = (n + m) / all;
    const z = logOdds(n, now.length, m, before.length, share);
    const word = { word: favourite(use.written), now: n, before: m, messages: use.messages };
    return z < LEAST_Z ? [] : [{ z, word }];
  });
  return grown
    .sort((a, b) => b.z - a.z || (a.word.word < b.word.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word);
}

/** In standard deviations; `share` is the word's in both sides together. */
function logOdds(n: number, total: number, m: number, totalBefore: number, share: number): number {
  const prior = share * PRIOR;
  const odds = (count: number, of: number) => Math.log((count + prior) / (of + PRIOR - count - prior + 1));
  const variance = 1 / (n + prior) + 1 / (m + prior);
  return (odds(n, total) - odds(m, totalBefore)) / Math.sqrt(variance);
}

/** A word counts once a message, however often it is shouted. */
function usesOf<Id>(messages: readonly Said<Id>[], without: ReadonlySet<string>): Map<string, Use<Id>> {
  const uses = new Map<string, Use<Id>>();
  for (const { id, authorId, text } of messages) {
    const words = new Map(termsOf(bareText(text), without).map(({ stem, word }) => [stem, word]));
    for (const [stem, word] of words) {
      const use: Use<Id> = uses.get(stem) ?? { written: new Map(), authors: new Set(), messages: [] };
      use.written.set(word, (use.written.get(word) ?? 0) + 1);
      use.authors.add(authorId);
      use.messages.push(id);
      uses.set(stem, use);
    }
  }
  return uses;
}

const favourite = (written: ReadonlyMap<string, number>): string =>
  [...written].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
