// What a report says of a topic: messages in, its name or its sentence out, found and checked as the daily report does.
import { channelId, guildId, messageId, userId } from '../../src/ids.ts';
import type { WritingRole } from '../../src/llm/roles.ts';
import type { Writer } from '../../src/llm/writer.ts';
import { silentLog } from '../../src/log.ts';
import { verdictFrom } from '../../src/mood/verdict.ts';
import { lineOf, type Line } from '../../src/pipeline/daily/lines.ts';
import { clustersOf, topicFacts } from '../../src/pipeline/daily/topics.ts';

const VERDICT = verdictFrom({ positive: 0, neutral: 1, negative: 0 }, 0);
const never = new AbortController().signal;

/** Of a person each. */
export const linesOf = (texts: readonly string[]): Line[] =>
  texts.map((content, n) => {
    const stored = {
      id: messageId.parse(String(n + 1)),
      guildId: guildId.parse('1'),
      channelId: channelId.parse('1'),
      authorId: userId.parse(String(n + 1)),
      createdAt: n,
      ...({ content, revision: 1, status: 'judged', verdict: VERDICT } as const),
      ...{ corrected: null, failure: null, judgedBy: null },
    };
    return lineOf(stored, content, VERDICT, new Set());
  });

/** Of the largest topic; null where the model's words were dropped, and a report has none of them. */
export async function topicIn(
  texts: readonly string[],
  writer: Writer,
  wanted: WritingRole,
): Promise<string | null> {
  // The other role's words are none of this row's cost.
  const alone: Writer = {
    write: (role, ...asked) => (role === wanted ? writer.write(role, ...asked) : Promise.resolve('')),
  };
  const [topic] = await topicFacts(await clustersOf(linesOf(texts)), alone, silentLog, never, undefined);
  if (!topic) return null;
  if (wanted === 'gist') return topic.gist?.text ?? null;
  return topic.namedBy === 'model' ? topic.name : null;
}
