// The answer to "Summarise from here", as plain data.
import type { APIEmbed } from 'discord.js';
import type { GuildId } from '../ids.ts';
import type { Counts } from '../mood/counts.ts';
import type { TopicFacts } from '../mood/daily.ts';
import { moodBar } from './bar.ts';
import { topicLine } from './daily/lines.ts';
import { sharesLines } from './headline.ts';
import type { Words } from './words.ts';

interface RecapFacts {
  /** Messages found, judged or not. */
  readonly found: number;
  /** Whether there may be more, which were not looked at. */
  readonly isCut: boolean;
  readonly counts: Counts;
  readonly topics: readonly TopicFacts[];
}

/** What is said of topics is found in the messages that are linked beside it. */
export function recapMessage(
  { found, isCut, counts, topics }: RecapFacts,
  guildId: GuildId,
  words: Words,
): { embeds: APIEmbed[]; allowedMentions: { parse: never[] } } {
  const context = { words, guildId, texts: new Map(), detail: 'links' } as const;
  const unread = found - counts.total;
  const lines = [
    ...(counts.total === 0 ? [words('recap.nothing')] : [moodBar(counts), ...sharesLines(counts, 0, words)]),
    ...(counts.total > 0 && topics.length === 0 ? ['', words('recap.noTopic')] : []),
    ...topics.flatMap((topic) => ['', topicLine(topic, context)]),
    '',
    ...(unread > 0 ? [words('recap.unread', { n: unread })] : []),
    ...(isCut ? [words('recap.cut', { n: found })] : []),
  ];
  return {
    embeds: [
      {
        title: words('recap.title', { n: counts.total }),
        description: lines.join('\n').trim(),
        footer: { text: words('recap.footer') },
      },
    ],
    allowedMentions: { parse: [] },
  };
}
