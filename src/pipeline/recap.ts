// What was said in a channel from one message on: read back from Discord, counted and summed up as reports are.
import type { Message } from 'discord.js';
import { namesIn } from '../discord/names.ts';
import { compareIds, messageId } from '../ids.ts';
import type { Writer } from '../llm/writer.ts';
import type { Log } from '../log.ts';
import { countsOfAll, type Counts } from '../mood/counts.ts';
import type { TopicFacts } from '../mood/daily.ts';
import type { Store } from '../store/store.ts';
import { ownWords } from './ownWords.ts';
import { lineOf, type Line } from './daily/lines.ts';
import { clustersOf, topicFacts } from './daily/topics.ts';

/** Messages that are read at most, the first one included. Discord gives a hundred at a time. */
export const MOST_RECAPPED = 50;

interface Recap {
  /** Messages found, and how many of them are judged: only these are read. */
  readonly found: number;
  readonly counts: Counts;
  /** What several people talk about, with the messages that bear it out. */
  readonly topics: readonly TopicFacts[];
}

interface RecapSources {
  readonly store: Pick<Store, 'messages'>;
  readonly writer: Writer;
  readonly log: Log;
}

/**
 * Messages of people who opted out, of bots, and such as wait for their verdict are never read. When `signal` aborts,
 * the topics go without the words of the model. Throws what Discord and the store throw.
 */
export async function recapFrom(
  first: Message<true>,
  { store, writer, log }: RecapSources,
  signal: AbortSignal,
): Promise<Recap> {
  const after = (BigInt(first.id) - 1n).toString();
  const fetched = await first.channel.messages.fetch({ after, limit: MOST_RECAPPED, cache: false });
  const lines = await judgedAmong([...fetched.values()], first, store);
  const judge = store.messages.judge?.();
  const topics = await topicFacts(await clustersOf(lines), writer, log, signal, judge);
  const counts = countsOfAll(lines, judge);
  return { found: fetched.size, counts, topics };
}

/** Oldest first, with the words as they stand there now: texts may not be stored. */
async function judgedAmong(
  fetched: readonly Message<true>[],
  { guild }: Message<true>,
  { messages }: Pick<Store, 'messages'>,
): Promise<Line[]> {
  const names = namesIn(guild);
  const oldestFirst = fetched.toSorted((a, b) => compareIds(a.id, b.id));
  const found = await messages.among(oldestFirst.map(({ id }) => messageId.parse(id)));
  const held = new Map(found.map((message) => [message.id as string, message]));
  return oldestFirst.flatMap((one) => {
    const message = held.get(one.id);
    if (!message?.verdict) return [];
    const text = ownWords(one) || (message.content ?? ''); // a voice message shows no words
    return [lineOf(message, text, message.verdict, names)];
  });
}
