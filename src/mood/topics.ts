// Topics: clusters of messages that share words. TF-IDF vectors, grown around the pair of words that most of what is left
// shares (leader clustering, Hartigan 1975, led by words, not by messages, as chat lines are short). Deterministic.

export interface TopicMessage {
  readonly authorId: string;
  /** Stems of its words, none twice. */
  readonly terms: readonly string[];
}

export interface Topic<M extends TopicMessage> {
  /** The stems that say what it is about, the weightiest first; each said by two people or more. At most three. */
  readonly terms: readonly string[];
  /** The nearest to the cluster's centre first. */
  readonly messages: readonly M[];
  readonly authors: number;
}

/** A topic needs so many messages of so many people, and of them so many must share two words: one is chance ("works"). */
const LEAST = 3;
/** The people among those who share the two words. */
const LEAST_CORE_AUTHORS = 2;
/** A message joins a cluster from this cosine on. */
const JOINS = 0.4;
/** In a crowd of at least so many messages, a word that every third of them has tells nothing apart. */
const CROWD = 60;
const COMMON = 1 / 3;
const NAMED_TERMS = 3;
/** Of a long message, the words that weigh most. */
const MOST_WORDS = 12;
/** So many pairs are tried as the lead of the next cluster. */
const LEADS = 12;

type Vector = ReadonlyMap<string, number>;

interface Item<M> {
  readonly message: M;
  readonly vector: Vector;
}

/** The topics that most people took part in, at most `most`. Messages are in one topic at most. */
export function topicsOf<M extends TopicMessage>(messages: readonly M[], most: number): Topic<M>[] {
  const steps = topicSteps(messages, most);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of some 10 ms for 3,000 messages: let others run between them. */
export function* topicSteps<M extends TopicMessage>(
  messages: readonly M[],
  most: number,
): Generator<undefined, Topic<M>[]> {
  let left = vectorsOf(messages);
  const topics: Topic<M>[] = [];
  // Clusters come in the order of their weight; a few more than asked for, since the order by people is another.
  while (topics.length < most * 2) {
    let found: Item<M>[] | undefined;
    for (const lead of leadsOf(left)) {
      yield;
      const cluster = clusterAround(lead, left);
      if (authorsOf(cluster) < LEAST) continue;
      found = cluster;
      break;
    }
    if (!found) break;
    const inside = new Set(found);
    left = left.filter((item) => !inside.has(item));
    topics.push(topicOf(found));
  }
  return topics
    .toSorted((a, b) => b.authors - a.authors || b.messages.length - a.messages.length)
    .slice(0, most);
}

function vectorsOf<M extends TopicMessage>(messages: readonly M[]): Item<M>[] {
  const counts = new Map<string, number>();
  for (const { terms } of messages) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const limit = messages.length >= CROWD ? messages.length * COMMON : Infinity;
  return messages.flatMap((message) => {
    const weights = message.terms.flatMap((term): [string, number][] => {
      const count = counts.get(term) ?? 0;
      return count >= 2 && count <= limit ? [[term, Math.log(1 + messages.length / count)]] : [];
    });
    const heaviest = weights.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
    return heaviest.length > 0 ? [{ message, vector: normal(new Map(heaviest)) }] : [];
  });
}

/** The pairs of words that weigh most in what is left, of those that enough messages share. */
function leadsOf<M extends TopicMessage>(items: readonly Item<M>[]): Item<M>[][] {
  const pairs = new Map<string, { weight: number; items: Item<M>[] }>();
  for (const item of items) {
    const words = [...item.vector.keys()].sort();
    for (const [index, a] of words.entries()) {
      for (const b of words.slice(index + 1)) {
        const held = pairs.get(`${a} ${b}`) ?? { weight: 0, items: [] };
        held.weight += Math.min(item.vector.get(a) ?? 0, item.vector.get(b) ?? 0);
        held.items.push(item);
        pairs.set(`${a} ${b}`, held);
      }
    }
  }
  return [...pairs]
    .filter(([, core]) => core.items.length >= LEAST && authorsOf(core.items) >= LEAST_CORE_AUTHORS)
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
    .slice(0, LEADS)
    .map(([, core]) => core.items);
}

/** The core and what is near it, the nearest first. */
function clusterAround<M extends TopicMessage>(core: readonly Item<M>[], items: readonly Item<M>[]) {
  const held = new Set(core);
  const middle = centreOf(core);
  const near = items.filter((item) => held.has(item) || cosine(item.vector, middle) >= JOINS);
  const centre = centreOf(near);
  return near
    .map((item) => ({ item, nearness: cosine(item.vector, centre) }))
    .sort((a, b) => b.nearness - a.nearness)
    .map(({ item }) => item);
}

/** What two people or more said, the weightiest first. */
function sharedTerms<M extends TopicMessage>(cluster: readonly Item<M>[]): string[] {
  return [...centreOf(cluster)]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .filter(([term]) => authorsOf(cluster.filter(({ vector }) => vector.has(term))) >= 2)
    .map(([term]) => term);
}

function topicOf<M extends TopicMessage>(cluster: readonly Item<M>[]): Topic<M> {
  return {
    terms: sharedTerms(cluster).slice(0, NAMED_TERMS),
    messages: cluster.map(({ message }) => message),
    authors: authorsOf(cluster),
  };
}

function authorsOf<M extends TopicMessage>(items: readonly Item<M>[]): number {
  return new Set(items.map(({ message }) => message.authorId)).size;
}

function centreOf<M extends TopicMessage>(items: readonly Item<M>[]): Vector {
  const sum = new Map<string, number>();
  for (const { vector } of items) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  }
  return normal(sum);
}

function normal(vector: Vector): Vector {
  const length = Math.hypot(...vector.values());
  return length === 0 ? vector : new Map([...vector].map(([term, weight]) => [term, weight / length]));
}

function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}
