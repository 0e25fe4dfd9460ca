// Topics: clusters of messages that share words. TF-IDF vectors, grown around the word that most of what is left shares
// (leader clustering, Hartigan 1975, led by words rather than by messages, as chat lines are short). Deterministic.

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

/** A topic needs so many messages of so many people. */
const LEAST = 3;
/** A message joins a cluster from this cosine on. */
const JOINS = 0.3;
/** A message that shares the leading word stays in the cluster from this cosine on. */
const STAYS = 0.15;
/** In a crowd of at least so many messages, a word that every third of them has tells nothing apart. */
const CROWD = 60;
const COMMON = 1 / 3;
const NAMED_TERMS = 3;
const TELLING_TERMS = 4;
/** So many words are tried as the lead of the next cluster. */
const LEADS = 24;

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
      if (!holdsTogether(cluster)) continue;
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
    return weights.length > 0 ? [{ message, vector: normal(new Map(weights)) }] : [];
  });
}

/** The words that weigh most in what is left, of those that enough people used. */
function leadsOf<M extends TopicMessage>(items: readonly Item<M>[]): string[] {
  const found = new Map<string, { weight: number; authors: Set<string> }>();
  for (const { message, vector } of items) {
    for (const [term, weight] of vector) {
      const held = found.get(term) ?? { weight: 0, authors: new Set() };
      held.weight += weight;
      held.authors.add(message.authorId);
      found.set(term, held);
    }
  }
  return [...found]
    .filter(([, { authors }]) => authors.size >= LEAST)
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
    .slice(0, LEADS)
    .map(([term]) => term);
}

/** What has the leading word or is near those that have it, the nearest first. */
function clusterAround<M extends TopicMessage>(lead: string, items: readonly Item<M>[]) {
  const core = centreOf(items.filter(({ vector }) => vector.has(lead)));
  const near = items.filter((item) => cosine(item.vector, core) >= (item.vector.has(lead) ? STAYS : JOINS));
  const centre = centreOf(near);
  return near
    .map((item) => ({ item, nearness: cosine(item.vector, centre) }))
    .sort((a, b) => b.nearness - a.nearness)
    .map(({ item }) => item);
}

/** One word in common is chance ("works", "second"): some messages must share two of the cluster's words. */
function holdsTogether<M extends TopicMessage>(cluster: readonly Item<M>[]): boolean {
  if (cluster.length < LEAST || authorsOf(cluster) < LEAST) return false;
  const shared = sharedTerms(cluster).slice(0, TELLING_TERMS);
  const core = cluster.filter(({ vector }) => shared.filter((term) => vector.has(term)).length >= 2);
  return core.length >= LEAST && authorsOf(core) >= 2;
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
