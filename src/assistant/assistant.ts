// The assistant: what is asked about the bot itself and about the mood is answered from settings and figures, small sums
// are worked out; all else is for the responder.
import type { Clock } from '../clock.ts';
import { orAborted } from '../flow/aborting.ts';
import {
  MOOD_TOPICS,
  SELF_TOPICS,
  routeOf,
  type Asked,
  type MoodTopic,
  type SelfTopic,
} from '../llm/heads/asked.ts';
import type { Answer } from '../llm/answer.ts';
import { asksBack } from '../llm/recall/asksBack.ts';
import type { Responder } from '../llm/responder.ts';
import type { Locale } from '../locale.ts';
import { commandName } from '../report/commandName.ts';
import { wordsIn } from '../report/words.ts';
import { DEFAULT_SETTINGS } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { moodText } from './mood.ts';
import type { AssistantQuestion, Copy } from './question.ts';
import { selfText } from './self.ts';
import { sumIn } from './sums.ts';
import { wordingOf } from './wordings.ts';

export interface AssistantOptions {
  readonly store: Pick<Store, 'settings' | 'buckets' | 'messages' | 'incidents' | 'events'>;
  readonly responder: Responder;
  readonly clock: Clock;
  readonly copy: Copy;
  /** Mentions a command by its path, e.g. "mood server". */
  readonly link: (path: string) => string;
  /** The language that the answer is to have. */
  readonly languageOf: (question: AssistantQuestion) => Locale;
}

export interface Assistant {
  /** Ends early, without an error, when the signal aborts. Its drafts fail as the store and the model do. */
  answer(question: AssistantQuestion, options: { readonly signal: AbortSignal }): Answer;
}

/** How probable it must be that the bot or the mood is asked about; else it is plain chat. */
const SURE = 0.65;

/** "What is my name?" is about the asker, however like "what is your name?" it reads. */
const ABOUT_ASKER = /\b(?:my|i|me)\b(?!.*\byou)|我叫|我的(?!.*[你妳您])|我是[谁誰]/iu;

/** Commands that work in direct messages as well; others can't be clicked there. */
const ANYWHERE: ReadonlySet<string> = new Set(['help', 'chat reset']);

export function createAssistant(options: AssistantOptions): Assistant {
  const { store, responder, clock, copy, link, languageOf } = options;

  async function written(question: AssistantQuestion, topic: Topic): Promise<string> {
    const { id, text, history } = question;
    const place = await question.place();
    const settings = place ? await store.settings.get(place.guildId) : DEFAULT_SETTINGS;
    const words = wordsIn(languageOf(question));
    const facts = {
      words,
      wording: wordingOf(id),
      link: (path: string) => (place || ANYWHERE.has(path) ? link(path) : `\`${commandName(path, words)}\``),
      place,
      settings,
    };
    if (topic.about === 'self') return selfText(topic.self, { ...facts, copy });
    const saidBefore = history.findLast(({ role }) => role === 'user')?.text ?? null;
    return moodText(topic.mood, { ...facts, store, text, saidBefore, now: clock.now() });
  }

  return {
    answer(question, { signal }) {
      const sum = sumIn(question.text);
      if (sum) return oneDraft(() => Promise.resolve(`${sum.text} = ${sum.result}`), signal);
      const read = labelOf(question);
      const topic = read && topicOf(read);
      if (!topic) return responder.answer({ ...question, asked: read }, { signal });
      return oneDraft(() => written(question, topic), signal);
    },
  };
}

function labelOf({ asked, text, history }: AssistantQuestion): Asked | null {
  if (!asked || (routeOf(asked.label) !== 'talk' && asked.probability < SURE)) return null;
  if (asksBack(text, history)?.isSure) return 'chat';
  return asked.label === 'self.who' && ABOUT_ASKER.test(text) ? 'chat' : asked.label;
}

type Topic =
  { readonly about: 'self'; readonly self: SelfTopic } | { readonly about: 'mood'; readonly mood: MoodTopic };

function topicOf(asked: Asked): Topic | null {
  const self = SELF_TOPICS.find((topic) => asked === `self.${topic}`);
  if (self) return { about: 'self', self };
  const mood = MOOD_TOPICS.find((topic) => asked === `mood.${topic}`);
  return mood ? { about: 'mood', mood } : null;
}

function oneDraft(write: () => Promise<string>, signal: AbortSignal): Answer {
  const isAborted = () => signal.aborted;
  async function* drafts() {
    const text = await orAborted(write(), signal).catch((error: unknown) => {
      if (isAborted()) return null;
      throw error;
    });
    if (text !== null) yield text;
  }
  return { drafts: drafts(), ending: () => (isAborted() ? 'stopped' : 'whole') };
}
