// The messages that the daily report reads: an even sample over the day, split into words, without hidden channels.
import { setImmediate as breathe } from 'node:timers/promises';
import type { ChannelId, GuildId } from '../../ids.ts';
import { bareText, termsOf } from '../../mood/terms.ts';
import { HOUR, type Window } from '../../mood/window.ts';
import type { Verdict } from '../../mood/verdict.ts';
import type { Store, StoredMessage } from '../../store/store.ts';

export interface Line extends Pick<StoredMessage, 'id' | 'channelId' | 'authorId' | 'createdAt'> {
  readonly content: string;
  readonly verdict: Verdict;
  /** A moderator said that the verdict is wrong: it is no example of anything. */
  readonly isCorrected: boolean;
  /** Stems of its words, none twice. */
  readonly terms: readonly string[];
  /** The words as written, by stem. */
  readonly written: ReadonlyMap<string, string>;
}

/** Of each hour, the newest: a day is then some 3,000 at most. */
const MOST_AN_HOUR = 125;
/** Messages read before other work may run: about 5 ms. */
const AT_A_TIME = 50;

/** `names` (lower case) do not count as words: no topic is about a person. */
export async function linesOf(
  store: Store,
  guildId: GuildId,
  { from, to }: Window,
  isReadable: (channelId: ChannelId) => boolean,
  names: ReadonlySet<string>,
): Promise<Line[]> {
  const lines: Line[] = [];
  let read = 0;
  for (let start = from; start < to; start += HOUR) {
    const window = { from: start, to: Math.min(start + HOUR, to) };
    const messages = await store.messages.recent({ guildId, channelId: null }, MOST_AN_HOUR, { window });
    for (const message of messages.toReversed()) {
      if (message.content === null || !message.verdict || !isReadable(message.channelId)) continue;
      lines.push(lineOf(message, message.content, message.verdict, names));
      read += 1;
      if (read % AT_A_TIME === 0) await breathe();
    }
  }
  return lines;
}

/** `content`: its words; they may be newer than those that are stored. */
export function lineOf(
  { id, channelId, authorId, createdAt, corrected }: StoredMessage,
  content: string,
  verdict: Verdict,
  names: ReadonlySet<string>,
): Line {
  const words = termsOf(bareText(content), names);
  const written = new Map(words.map(({ stem, word }) => [stem, word]));
  const isCorrected = corrected !== null;
  return {
    id,
    channelId,
    authorId,
    createdAt,
    content,
    verdict,
    isCorrected,
    terms: [...written.keys()],
    written,
  };
}
