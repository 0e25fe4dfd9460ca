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

/**
 * How probable a route must be to be taken, else it is plain chat: more than all else. Of other talk by writers whom the heads
 * never saw some 4 % is then taken for a question about the bot, and 2 % for one about the mood.
 */
const SURE = 0.5;

export interface Guess {
  /** The likeliest on its route. */
  readonly label: Asked;
  /** Of the route, 0…1: that something is asked about the bot is often plain where what is not. */
  readonly probability: number;
  /** Another on the same route that is at least half as likely: either may be meant. */
  readonly also?: Asked;
}

/** The likeliest route, and the likeliest of each. */
export interface AskedFor extends Guess {
  readonly routes: Readonly<Record<Route, Guess>>;
}

/** Of questions about the bot by unseen writers the likeliest topic is right for 91 %, and it or such another for 94 %. */
const NEARLY = 0.5;

/** `probabilities` in the order of `labels`; a route has the sum of its labels. */
export function askedIn(probabilities: readonly number[], labels: readonly Asked[] = ASKED): AskedFor {
  const guesses = labels.map((label, i) => ({ label, probability: probabilities[i] ?? 0 }));
  const on = (route: Route, first: Asked): Guess => {
    const own = guesses
      .filter(({ label }) => routeOf(label) === route)
      .sort((a, b) => b.probability - a.probability);
    const [{ label, probability } = { label: first, probability: 0 }, next] = own;
    return {
      label,
      probability: own.reduce((sum, one) => sum + one.probability, 0),
      ...(next && next.probability >= NEARLY * probability && { also: next.label }),
    };
  };
  return likeliest({ talk: on('talk', 'chat'), self: on('self', 'self.who'), mood: on('mood', 'mood.now') });
}

const likeliest = (routes: AskedFor['routes']): AskedFor => ({
  ...Object.values(routes).reduce((a, b) => (b.probability > a.probability ? b : a)),
  routes,
});

export const isSure = ({ label, probability }: Guess): boolean =>
  routeOf(label) === 'talk' || probability >= SURE;

/** By how much what was talked of is likelier to be talked of again than the message alone says. */
const GOES_ON = 6;
/** How probable its route must have been: a talk is not led on by a doubtful guess. */
const PLAIN = 0.6;

/**
 * The same in a running talk: "and who gets to see that?" is about the bot where the message before it plainly was.
 * `before`: what that one asked for by itself.
 */
export function askedAfter(asked: AskedFor, before: Guess): AskedFor {
  const route = routeOf(before.label);
  if (route === 'talk' || before.probability < PLAIN) return asked;
  const weight = (one: Route) => asked.routes[one].probability * (one === route ? GOES_ON : 1);
  const sum = weight('talk') + weight('self') + weight('mood');
  const weighed = (one: Route): Guess => ({ ...asked.routes[one], probability: weight(one) / sum });
  return likeliest({ talk: weighed('talk'), self: weighed('self'), mood: weighed('mood') });
}
