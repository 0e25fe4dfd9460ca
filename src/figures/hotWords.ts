// Words that a server uses more in a window than before, and the mood of the messages that hold them.
import type { ChannelId, GuildId } from '../ids.ts';
import { grownIn, type Uses } from '../mood/contrast.ts';
import { countsOfAll } from '../mood/counts.ts';
import { moodOf } from '../mood/mood.ts';
import type { HotWord } from '../mood/summary.ts';
import { DAY, HOUR, type Window } from '../mood/window.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import { usesOf } from './uses.ts';

export interface Audience {
  /** Whether everyone who reads the report may read this channel: no other is named, quoted or heard for words. */
  readonly isReadable: (channelId: ChannelId) => boolean;
  /** What people and channels are called, in lower case: no words of reports. */
  readonly names: ReadonlySet<string>;
}

export interface HotWordsRequest extends Audience {
  readonly guildId: GuildId;
  readonly window: Window;
  readonly most: number;
  /** By how many standard deviations a word must have grown. Where this is given and nothing was written before, all words count. */
  readonly leastZ?: number;
}

/** An hour is compared with the day before it; a longer window with the same length of time before it. */
const LEAST_BEFORE = 24;
const MOST_NOW = 1000;
const MOST_BEFORE = 2000;

/** A hot word, and the newest message that holds it. */
export interface CitedWord extends HotWord {
  readonly cited: StoredMessage;
}

export async function hotWordsOf(store: Store, request: HotWordsRequest): Promise<HotWord[]> {
  const found = await citedWordsOf(store, request);
  return found.map(({ word, now, usual, mood }) => ({ word, now, usual, mood }));
}

export async function citedWordsOf(
  store: Pick<Store, 'messages'>,
  request: HotWordsRequest,
): Promise<CitedWord[]> {
  const { window, most, leastZ } = request;
  const length = Math.min(Math.max(LEAST_BEFORE * HOUR, window.to - window.from), 30 * DAY);
  const now = await usesIn(store, request, window, MOST_NOW);
  const before = await usesIn(store, request, { from: window.from - length, to: window.from }, MOST_BEFORE);
  const judge = store.messages.judge?.();
  const least = leastZ !== undefined && before.messages === 0 ? -Infinity : leastZ;
  return grownIn(now, before, most, least).flatMap(({ word, messages, ...grown }) => {
    const cited = messages.at(-1);
    if (!cited) return [];
    // Nothing was written before, so no word can have grown.
    const usual = before.messages === 0 ? 0 : (grown.before * now.messages) / before.messages;
    return [{ word, now: grown.now, usual, mood: moodOf(countsOfAll(messages, judge))?.value ?? 0, cited }];
  });
}

async function usesIn(
  store: Pick<Store, 'messages'>,
  { guildId, isReadable, names }: HotWordsRequest,
  window: Window,
  most: number,
): Promise<Uses<StoredMessage>> {
  const messages = await store.messages.recent({ guildId, channelId: null }, most, { window });
  return usesOf(
    messages.filter(({ channelId }) => isReadable(channelId)),
    names,
  );
}
