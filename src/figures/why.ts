// Why it spiked: what people talk about since it began and did not talk about the day before.
import { contrast, type Grown } from '../mood/contrast.ts';
import { DAY } from '../mood/window.ts';
import type { CitedMessage } from '../report/citing.ts';
import type { Incident, Store, StoredMessage } from '../store/store.ts';
import { windowOf } from './incidents.ts';

export interface WhyFacts {
  readonly grown: readonly (Omit<Grown, 'messages'> & { readonly cited: CitedMessage })[];
  /** Messages since it began, and the day before, that still have their words. */
  readonly now: number;
  readonly before: number;
}

const MOST_NOW = 500;
const MOST_BEFORE = 1500;
const MOST_WORDS = 6;

/** `names`: words that name people, in lower case; they are no topic. For the eyes of those who see the channel. */
export async function whyFacts(
  store: Pick<Store, 'messages'>,
  incident: Incident,
  names: ReadonlySet<string>,
): Promise<WhyFacts> {
  const scope = { guildId: incident.guildId, channelId: incident.channelId };
  const window = windowOf(incident);
  const [now, before] = await Promise.all([
    store.messages.recent(scope, MOST_NOW, { window }),
    store.messages.recent(scope, MOST_BEFORE, { window: { from: window.from - DAY, to: window.from } }),
  ]);
  const [said, saidBefore] = [now.toReversed().flatMap(saidIn), before.toReversed().flatMap(saidIn)];
  const cited = new Set<StoredMessage>();
  const cite = (messages: readonly StoredMessage[]): CitedMessage => {
    // Each word gets a message of its own, as long as there are enough.
    const others = messages.filter((message) => !cited.has(message));
    const worst = worstOf(others.length > 0 ? others : messages);
    cited.add(worst);
    return { guildId: worst.guildId, channelId: worst.channelId, id: worst.id, text: worst.content };
  };
  const grown = contrast(said, saidBefore, MOST_WORDS, names);
  return {
    grown: grown.map(({ messages, ...word }) => ({ ...word, cited: cite(messages) })),
    now: said.length,
    before: saidBefore.length,
  };
}

const saidIn = (message: StoredMessage) =>
  message.content === null ? [] : [{ id: message, authorId: message.authorId, text: message.content }];

/** The message that is shown for a word: the worst one that has it. */
function worstOf(messages: readonly StoredMessage[]): StoredMessage {
  const badness = ({ verdict }: StoredMessage) => verdict?.probabilities.negative ?? 0;
  return messages.reduce((a, b) => (badness(b) > badness(a) ? b : a));
}
