// Finds topics: clusters of messages that share words. Leader clustering (Hartigan 1975) of TF-IDF vectors; chat lines
// are short, so a cluster grows around a pair of words and not around a message. Deterministic.
import { centreOf, cosine, vectorsBy, type Vector } from './vectors.ts';

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
  /** How many of the messages before would have joined it. */
  readonly before: number;
}

/** The fewest messages, people and messages that share two words of a topic. One shared word ("works") is chance. */
const LEAST = 3;
/** The fewest people who wrote the messages that share two words. */
const LEAST_CORE_AUTHORS = 2;
/** The least cosine at which a message joins a cluster. */
const JOINS = 0.4;
const NAMED_TERMS = 3;
/** How many pairs of words are tried as the lead of the next cluster. */
const LEADS = 12;
/** Messages whose words are paired before other work may run. */
const AT_A_TIME = 100;

interface Item<M> {
  readonly message: M;
  readonly vector: Vector;
}

/** Two words and the messages that share them: enough messages, of enough people. */
interface Lead<M> {
  readonly pair: readonly [string, string];
  readonly items: readonly Item<M>[];
  readonly weight: number;
}

type Joins = (vector: Vector) => boolean;

/** At most `most` topics, those with most people first. A message is in one topic at most. */
export function topicsOf<M extends TopicMessage>(
  messages: readonly M[],
  most: number,
  before: readonly M[] = [],
): Topic<M>[] {
  const steps = topicSteps(messages, most, before);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps of some 10 ms (at 3,000 messages), so that the caller can let other work run in between.
 * `before`: messages of an earlier time. They form no topics and are only counted.
 */
export function* topicSteps<M extends TopicMessage>(
  messages: readonly M[],
  most: number,
  before: readonly M[] = [],
): Generator<undefined, Topic<M>[]> {
  let left = itemsOf(messages, vectorsBy(messages));
  yield;
  let earlier = itemsOf(before, vectorsBy(messages, before));
  yield;
  let leads = yield* leadsOf(left);
  yield;
  const topics: Topic<M>[] = [];
  // Clusters come in the order of their weight. More than asked for are found, because topics are ordered by people.
  while (topics.length < most * 2) {
    let found: { cluster: Item<M>[]; isIn: Joins } | undefined;
    for (const lead of heaviest(leads)) {
      yield;
      const isIn = joining(lead);
      const cluster = nearestFirst(left.filter(({ vector }) => isIn(vector)));
      if (authorsOf(cluster) < LEAST) continue;
      found = { cluster, isIn };
      break;
    }
    if (!found) break;
    const { cluster, isIn } = found;
    const inside = new Set(cluster);
    left = left.filter((item) => !inside.has(item));
    leads = leadsWithout(inside, leads);
    const rest = earlier.filter(({ vector }) => !isIn(vector));
    topics.push(topicOf(cluster, earlier.length - rest.length));
    earlier = rest;
  }
  return topics
    .toSorted((a, b) => b.authors - a.authors || b.messages.length - a.messages.length)
    .slice(0, most);
}

function itemsOf<M extends TopicMessage>(
  messages: readonly M[],
  vectorOf: (terms: readonly string[]) => Vector | null,
): Item<M>[] {
  return messages.flatMap((message) => {
    const vector = vectorOf(message.terms);
    return vector ? [{ message, vector }] : [];
  });
}

/** The pairs of words that enough messages share. */
function* leadsOf<M extends TopicMessage>(items: readonly Item<M>[]): Generator<undefined, Lead<M>[]> {
  const counts = new Map<string, number>();
  for (const { vector } of items)
    for (const word of vector.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const found = new Map<string, { pair: [string, string]; items: Item<M>[] }>();
  for (const [n, item] of items.entries()) {
    if (n % AT_A_TIME === AT_A_TIME - 1) yield;
    const words = [...item.vector.keys()].filter((word) => (counts.get(word) ?? 0) >= LEAST).sort();
    for (const [index, a] of words.entries()) {
      for (const b of words.slice(index + 1)) {
        const held = found.get(`${a} ${b}`);
        if (held) held.items.push(item);
        else found.set(`${a} ${b}`, { pair: [a, b], items: [item] });
      }
    }
  }
  return [...found.values()].flatMap(({ pair, items: sharing }) => leadOf(pair, sharing));
}

/** None where too few are left. */
function leadOf<M extends TopicMessage>(pair: Lead<M>['pair'], items: readonly Item<M>[]): Lead<M>[] {
  if (items.length < LEAST || authorsOf(items) < LEAST_CORE_AUTHORS) return [];
  const weights = items.map(({ vector }) => Math.min(...pair.map((word) => vector.get(word) ?? 0)));
  return [{ pair, items, weight: weights.reduce((sum, weight) => sum + weight, 0) }];
}

/** The same after messages went into a topic. */
function leadsWithout<M extends TopicMessage>(
  inside: ReadonlySet<Item<M>>,
  leads: readonly Lead<M>[],
): Lead<M>[] {
  return leads.flatMap((lead) => {
    const rest = lead.items.filter((item) => !inside.has(item));
    return rest.length === lead.items.length ? [lead] : leadOf(lead.pair, rest);
  });
}

/** Those to try for the next topic, that of most weight first. */
function heaviest<M extends TopicMessage>(leads: readonly Lead<M>[]): Lead<M>[] {
  return leads
    .toSorted((x, y) => y.weight - x.weight || (x.pair.join(' ') < y.pair.join(' ') ? -1 : 1))
    .slice(0, LEADS);
}

/** Whether a message shares the pair or is near those that do. */
function joining<M extends TopicMessage>({ pair: [a, b], items }: Lead<M>): Joins {
  const middle = centreOf(items);
  return (vector) => (vector.has(a) && vector.has(b)) || cosine(vector, middle) >= JOINS;
}

function nearestFirst<M extends TopicMessage>(items: readonly Item<M>[]): Item<M>[] {
  const centre = centreOf(items);
  return items
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

function topicOf<M extends TopicMessage>(cluster: readonly Item<M>[], before: number): Topic<M> {
  return {
    terms: sharedTerms(cluster).slice(0, NAMED_TERMS),
    messages: cluster.map(({ message }) => message),
    authors: authorsOf(cluster),
    before,
  };
}

function authorsOf<M extends TopicMessage>(items: readonly Item<M>[]): number {
  return new Set(items.map(({ message }) => message.authorId)).size;
}
