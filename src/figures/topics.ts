// What people talk about in a window: clusters of messages named by their words, against the time before.
import { inSteps } from '../flow/steps.ts';
import { favourite, type Uses } from '../mood/contrast.ts';
import { topicSteps, type TopicMessage } from '../mood/topics.ts';
import type { StoredMessage } from '../store/store.ts';
import { usualIn, type Talk } from './talk.ts';

export interface TalkTopic {
  /** Its telling words, each as most people write it. */
  readonly name: string;
  /** Those nearest to its centre first. */
  readonly messages: readonly StoredMessage[];
  /** Distinct people who wrote them: three or more. */
  readonly people: number;
  /** Of as many messages before: how many would have joined it. */
  readonly usual: number;
}

interface Line extends TopicMessage {
  readonly message: StoredMessage;
}

/** At most `most`, those of most people first. */
export async function topicsIn(talk: Talk, most: number): Promise<TalkTopic[]> {
  const { now, before } = talk;
  const found = await inSteps(topicSteps(linesOf(now), most, linesOf(before)));
  return found.map(({ terms, messages, authors, before: held }) => ({
    name: terms.map((stem) => spelled(now, stem)).join(' · '),
    messages: messages.map(({ message }) => message),
    people: authors,
    usual: usualIn(talk, held),
  }));
}

function spelled({ words }: Uses<StoredMessage>, stem: string): string {
  const use = words.get(stem);
  return use ? favourite(use.written) : stem;
}

/** The messages with their words, which were found already when the words were counted. */
function linesOf({ words }: Uses<StoredMessage>): Line[] {
  const termsOf = new Map<StoredMessage, string[]>();
  for (const [stem, { messages }] of words) {
    for (const message of messages) {
      const terms = termsOf.get(message);
      if (terms) terms.push(stem);
      else termsOf.set(message, [stem]);
    }
  }
  return [...termsOf].map(([message, terms]) => ({ authorId: message.authorId, message, terms }));
}
