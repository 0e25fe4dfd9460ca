// The assistant: what is asked about the bot itself and about the mood is answered from settings and figures, small sums
// are worked out; all else is for the responder.
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { orAborted } from '../flow/aborting.ts';
import {
  MOOD_TOPICS,
  SELF_TOPICS,
  isSure,
  routeOf,
  type Asked,
  type MoodTopic,
  type SelfTopic,
} from '../llm/heads/asked.ts';
import type { Answer } from '../llm/answer.ts';
import { asksBack, type AskedBack } from '../llm/recall/asksBack.ts';
import { nearest } from '../llm/recall/nearest.ts';
import { statementsIn } from '../llm/recall/statements.ts';
import type { Responder } from '../llm/responder.ts';
import { intentOf } from '../llm/strategies.ts';
import type { Locale } from '../locale.ts';
import type { Log } from '../log.ts';
import { commandName } from '../report/commandName.ts';
import { wordsIn } from '../report/words.ts';
import { DEFAULT_SETTINGS } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { moodText } from './mood.ts';
import { knownText } from './moodWhy.ts';
import { plainlyAsked } from './plainWords.ts';
import { privateMoodText } from './privately.ts';
import type { AssistantQuestion, Copy } from './question.ts';
import { selfText } from './self.ts';
import { sumIn } from './sums.ts';
import { wordingOf } from './wordings.ts';

export interface AssistantOptions {
  readonly store: Pick<Store, 'settings' | 'buckets' | 'messages' | 'incidents' | 'events' | 'people'>;
  readonly responder: Responder;
  readonly clock: Clock;
  readonly log: Log;
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

/** "What is my name?" is about the asker, however like "what is your name?" it reads; 我叫小明，你叫什么？ is not. */
const ASKS_OWN_NAME =
  /\b(?:what(?:['’]?s| is| was)?|know|remember|forg[eo]t|guess|tell me|say)\b[^.!?]*\bmy (?:\w+ )?(?:nick)?name\b(?!\s*(?:['’]s|is)\s+\w)|^\W*(?:and |so |ok )?my name\W*$|\bwho (?:am i|i am)\b|\bam i called\b|我(?:的)?名字(?:是|叫)?(?:什么|什麼|啥|[呢?？])|我(?:该|該)?叫(?:做)?(?:什么|什麼|啥)|叫我(?:什么|什麼|啥)|我是[谁誰]/iu;

/** One's own mood is asked for in the first person; "and last week?" goes on about the channel. */
const FIRST_PERSON = /\b(?:i|me|my|mine|i['’]?m)\b|[我俺咱]|自己|本人/iu;

/** Commands that work in direct messages as well; others can't be clicked there. */
const ANYWHERE: ReadonlySet<string> = new Set(['help', 'ask', 'chat reset']);

export function createAssistant(options: AssistantOptions): Assistant {
  const { store, responder, clock, log, copy, link, languageOf } = options;

  async function written(question: AssistantQuestion, topic: Topic): Promise<string> {
    const { id, said, history, alone } = question;
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
    if (topic.about === 'self') {
      return topic.topics.map((self) => selfText(self, { ...facts, copy })).join('\n\n');
    }
    const saidBefore = history.findLast(({ role }) => role === 'user')?.text ?? null;
    const asked = { ...facts, store, server: null, text: said, saidBefore, now: clock.now() };
    return alone ? privateMoodText(topic.mood, alone, asked) : moodText(topic.mood, asked);
  }

  /** Small letters, so that it is no part of the conversation later. '' where nothing is known, or can be read. */
  async function known(question: AssistantQuestion): Promise<string> {
    try {
      const place = await question.place();
      const told = place && (await knownText({ store, words: wordsIn(languageOf(question)), place }));
      return told === null ? '' : `-# ${told.replace(/\n+/g, ' ')}`;
    } catch (error) {
      // The answer stands already: it needs no apology.
      log.warn({ reason: reasonOf(error) }, 'an answer is without what is known of the incident');
      return '';
    }
  }

  return {
    answer(question, { signal }) {
      // What goes on is the answer that was begun, whatever was asked.
      if (question.begun !== '')
        return responder.answer({ ...question, asked: 'write', back: null }, { signal });
      const sum = sumIn(question.said);
      if (sum) return oneDraft(() => Promise.resolve(`${sum.text} = ${sum.result}`), signal);
      const back = asksBack(question.said, question.history);
      const read = labelOf(question, back);
      const topic = read && topicOf(read, question.asked?.also);
      if (!topic) {
        const chatted = responder.answer({ ...question, asked: read, back }, { signal });
        return isTrouble(question) ? withBelow(chatted, () => known(question), signal) : chatted;
      }
      return oneDraft(() => written(question, topic), signal);
    },
  };
}

/** Who is angry or complains is told what is known of an incident in the channel; who is sad or worried is not. */
function isTrouble({ said, verdict }: AssistantQuestion): boolean {
  if (verdict?.kind === 'sadness' || verdict?.kind === 'worry') return false;
  return intentOf(said, verdict) === 'complaint' || (verdict?.label === 'negative' && !verdict.uncertain);
}

/** The answer, and below it what `find` finds, once the answer has ended; an answer without words stays so. */
function withBelow(answer: Answer, find: () => Promise<string>, signal: AbortSignal): Answer {
  async function* drafts() {
    let said = '';
    for await (const draft of answer.drafts) yield (said = draft);
    if (said.trim() === '' || signal.aborted) return;
    const below = await find();
    if (below !== '') yield `${said}\n${below}`;
  }
  return { drafts: drafts(), ending: () => answer.ending() };
}

/** Where no head says what is asked, plain words do. What is surely about the bot is that, whatever else it reads like. */
function labelOf({ asked, said, history }: AssistantQuestion, back: AskedBack | null): Asked | null {
  if (!asked) return plainlyAsked(said);
  if (!isSure(asked)) return null;
  if (asked.label === 'self.who' && ASKS_OWN_NAME.test(said)) return 'chat';
  if (back?.isSure && !isAboutBot(asked.label, said, history)) return 'chat';
  return asked.label === 'mood.mine' && !FIRST_PERSON.test(said) ? 'mood.now' : asked.label;
}

/** "Do you remember where I work?" reads like one about the bot's memory: not where the asker told something of it. */
const isAboutBot = (label: Asked, said: string, history: AssistantQuestion['history']): boolean =>
  routeOf(label) === 'self' &&
  !(label === 'self.memory' && nearest(said, statementsIn(history, 'user')) !== null);

type Topic =
  | { readonly about: 'self'; readonly topics: readonly SelfTopic[] }
  | { readonly about: 'mood'; readonly mood: MoodTopic };

/** `also`: what may be meant as well. */
function topicOf(asked: Asked, also: Asked | undefined): Topic | null {
  const named = (one: Asked | undefined) => SELF_TOPICS.filter((topic) => one === `self.${topic}`);
  const topics = [...named(asked), ...named(also)];
  if (routeOf(asked) === 'self') return { about: 'self', topics };
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
