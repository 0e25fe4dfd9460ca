// The topics of a day: clusters of messages, named by the model where its words hold, else by their own words.
import { reasonOf } from '../../errors.ts';
import { inSteps } from '../../flow/steps.ts';
import type { Writer } from '../../llm/writer.ts';
import type { Log } from '../../log.ts';
import type { Confusion } from '../../mood/confusion.ts';
import { favourite } from '../../mood/contrast.ts';
import { countsOfAll } from '../../mood/counts.ts';
import type { Cited, TopicFacts } from '../../mood/daily.ts';
import { moodOf } from '../../mood/mood.ts';
import { nameHolds, supportOf } from '../../mood/support.ts';
import { topicSteps, type Topic } from '../../mood/topics.ts';
import type { Line } from './lines.ts';

const MOST_TOPICS = 4;
const CITED = 3;
/** Messages of a topic that the model is shown: more only lead a small model astray. */
const SHOWN = 5;

export const clustersOf = (lines: readonly Line[]): Promise<Topic<Line>[]> =>
  inSteps(topicSteps(lines, MOST_TOPICS));

/**
 * Without a writer, or once it fails or the time is up, topics are called by their words and nothing is said of them.
 * `judge`: the known mistakes of the judge in force.
 */
export async function topicFacts(
  clusters: readonly Topic<Line>[],
  writer: Writer | null,
  log: Log,
  signal: AbortSignal,
  judge: Confusion | undefined,
): Promise<TopicFacts[]> {
  const written = writer ? await writtenAbout(clusters, writer, log, signal) : [];
  return clusters.flatMap((topic, index) => {
    const mood = moodOf(countsOfAll(topic.messages, judge));
    if (!mood) return [];
    const { name = null, gist = null } = written[index] ?? {};
    return [
      {
        name: name ?? wordsOf(topic),
        namedBy: name === null ? ('words' as const) : ('model' as const),
        total: topic.messages.length,
        authors: topic.authors,
        mood,
        cites: differentAuthors(topic.messages).slice(0, CITED).map(citedOf),
        gist,
      },
    ];
  });
}

interface Written {
  name?: string;
  gist?: TopicFacts['gist'];
}

/** First all names, then all sentences: the model keeps a role's instruction evaluated. */
async function writtenAbout(
  clusters: readonly Topic<Line>[],
  writer: Writer,
  log: Log,
  signal: AbortSignal,
): Promise<Written[]> {
  const written: Written[] = clusters.map(() => ({}));
  const shown = clusters.map(({ messages }) => messages.slice(0, SHOWN).map(({ content }) => content));
  try {
    for (const [index, { messages, terms }] of clusters.entries()) {
      const name = await writer.write('topic', shown[index] ?? [], signal);
      if (nameHolds(name, messages, terms)) written[index] = { name };
    }
    for (const [index, { messages }] of clusters.entries()) {
      const text = await writer.write('gist', shown[index] ?? [], signal);
      const support = supportOf(text, messages);
      if (support) written[index] = { ...written[index], gist: { text, cites: support.map(citedOf) } };
    }
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'topics go without the words of the model');
  }
  return written;
}

/** The telling words, each as most of its people write it. */
function wordsOf({ terms, messages }: Topic<Line>): string {
  return terms
    .map((term) => {
      const forms = new Map<string, number>();
      for (const { written } of messages) {
        const form = written.get(term);
        if (form !== undefined) forms.set(form, (forms.get(form) ?? 0) + 1);
      }
      return favourite(forms) || term;
    })
    .join(' · ');
}

export const citedOf = ({ channelId, id }: Cited): Cited => ({ channelId, id });

function differentAuthors(messages: readonly Line[]): Line[] {
  const authors = new Set<string>();
  return messages.filter(({ authorId }) => {
    const isNew = !authors.has(authorId);
    authors.add(authorId);
    return isNew;
  });
}
