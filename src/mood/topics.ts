// Finds topics: clusters of messages that share words. Leader clustering (Hartigan 1975) of TF-IDF vectors; chat lines
// are short, so a cluster grows around a pair of words and not around a message. Deterministic.

export interface TopicMessage {
  readonly authorId: string;
  /** The distinct stems of its words. */
  readonly terms: readonly string[];
}

export interface Topic<M extends TopicMessage> {
  /** At most three stems that say what it is about, those of most weight first; two people or more used each. */
  readonly terms: readonly string[];
  /** Those nearest to the cluster's centre first. */
  readonly messages: readonly M[];
  readonly authors: number;
}

/** The fewest messages, people and messages that share two words of a topic. One shared word ("works") is chance. */
const LEAST = 3;
/** The fewest people who wrote the messages that share two words. */
const LEAST_CORE_AUTHORS = 2;
/** The least cosine at which a message joins a cluster. */
const JOINS = 0.4;
/** Among so many messages or more, a word that a third of them hold does not tell topics apart. */
const CROWD = 60;
const COMMON = 1 / 3;
const NAMED_TERMS = 3;
/** How many words of a long message are used: those of most weight. */
const MOST_WORDS = 12;
/** How many pairs of words are tried as the lead of the next cluster. */
const LEADS = 12;

type Vector = ReadonlyMap<string, number>;

interface Item<M> {
  readonly message: M;
  readonly vector: Vector;
}

/** At most `most` topics, those with most people first. A message is in one topic at most. */
export function topicsOf<M extends TopicMessage>(messages: readonly M[], most: number): Topic<M>[] {
  const steps = topicSteps(messages, most);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of about 10 ms (at 3,000 messages), so that the caller can let other work run in between. */
export function* topicSteps<M extends TopicMessage>(
  messages: readonly M[],
  most: number,
): Generator<undefined, Topic<M>[]> {
  let left = vectorsOf(messages);
  const topics: Topic<M>[] = [];
  // Clusters come in the order of their weight. More than asked for are found, because topics are ordered by people.
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

/** The pairs of words of most weight in the remaining messages, of those that enough messages share. */
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

/** The messages that share the pair and those near them, the nearest first. */
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

/** The words that two people or more used, those of most weight first. */
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
