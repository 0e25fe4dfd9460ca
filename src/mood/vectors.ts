// Messages as TF-IDF vectors: the words that tell them apart, weighed by how rare they are, of length 1.

export type Vector = ReadonlyMap<string, number>;

/** Among so many messages or more, a word that a third of them hold does not tell topics apart. */
const CROWD = 60;
const COMMON = 1 / 3;
/** How many words of a long message are used: those of most weight. */
const MOST_WORDS = 12;

interface Worded {
  readonly terms: readonly string[];
}

/**
 * Gives vectors to messages of these words: weighed by how rare each is among `messages`, or among `others` where those
 * hardly hold it; null where no word tells.
 */
export function vectorsBy(
  messages: readonly Worded[],
  others: readonly Worded[] = [],
): (terms: readonly string[]) => Vector | null {
  const [own, foreign] = [weightsIn(messages), weightsIn(others)];
  return (terms) => {
    const weights = terms.flatMap((term): [string, number][] => {
      const weight = own(term) ?? foreign(term) ?? 0;
      return weight > 0 ? [[term, weight]] : [];
    });
    const heaviest = weights.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
    return heaviest.length > 0 ? normal(new Map(heaviest)) : null;
  };
}

/** The weight of a word: 0 where too many hold it, undefined where fewer than two do. */
function weightsIn(messages: readonly Worded[]): (term: string) => number | undefined {
  const counts = new Map<string, number>();
  for (const { terms } of messages) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const limit = messages.length >= CROWD ? messages.length * COMMON : Infinity;
  return (term) => {
    const count = counts.get(term) ?? 0;
    if (count < 2) return undefined;
    return count > limit ? 0 : Math.log(1 + messages.length / count);
  };
}

export function centreOf(items: readonly { readonly vector: Vector }[]): Vector {
  const sum = new Map<string, number>();
  for (const { vector } of items) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  }
  return normal(sum);
}

export function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}

function normal(vector: Vector): Vector {
  const length = Math.hypot(...vector.values());
  return length === 0 ? vector : new Map([...vector].map(([term, weight]) => [term, weight / length]));
}
