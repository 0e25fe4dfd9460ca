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
