// What a message to the bot asks for.

/** About the bot itself. */
export const SELF_TOPICS = [
  'who',
  'program',
  'maker',
  'model',
  'abilities',
  'commands',
  'reads',
  'keeps',
  'shares',
  'optout',
  'judging',
  'memory',
  'secrets',
] as const;
export type SelfTopic = (typeof SELF_TOPICS)[number];

/** About the mood: how it is, why it turned, what is talked about, another person's, one's own. */
export const MOOD_TOPICS = ['now', 'why', 'topics', 'person', 'mine'] as const;
export type MoodTopic = (typeof MOOD_TOPICS)[number];

/** A text to write, code, something about the world, and all else. */
const TALKS = ['write', 'code', 'fact', 'chat'] as const;
type Talk = (typeof TALKS)[number];

export type Asked = `self.${SelfTopic}` | `mood.${MoodTopic}` | Talk;

export const ASKED: readonly Asked[] = [
  ...SELF_TOPICS.map((topic) => `self.${topic}` as const),
  ...MOOD_TOPICS.map((topic) => `mood.${topic}` as const),
  ...TALKS,
];

/** About the bot itself, about the mood, or anything else. */
export type Route = 'self' | 'mood' | 'talk';

export const routeOf = (asked: Asked): Route =>
  asked.startsWith('self.') ? 'self' : asked.startsWith('mood.') ? 'mood' : 'talk';

export interface AskedFor {
  /** The likeliest on its route. */
  readonly label: Asked;
  /** Of the route, 0…1: that something is asked about the bot is often plain where what is not. */
  readonly probability: number;
}

/** The likeliest route, by the sum of its labels, and what is likeliest on it. `probabilities` in the order of `labels`. */
export function askedIn(probabilities: readonly number[], labels: readonly Asked[] = ASKED): AskedFor {
  const guesses = labels.map((label, i) => ({ label, probability: probabilities[i] ?? 0 }));
  const sumOf = (route: Route) =>
    guesses.reduce((sum, { label, probability }) => sum + (routeOf(label) === route ? probability : 0), 0);
  const sums = { talk: sumOf('talk'), self: sumOf('self'), mood: sumOf('mood') };
  const likelier = (a: AskedFor, b: AskedFor) => {
    const [one, other] = [sums[routeOf(a.label)], sums[routeOf(b.label)]];
    return other > one || (other === one && b.probability > a.probability) ? b : a;
  };
  const { label } = guesses.reduce(likelier);
  return { label, probability: sums[routeOf(label)] };
}
