// Words that a server uses more in a window than before, and the mood of the messages that hold them.
import { grownIn } from '../mood/contrast.ts';
import { countsOfAll } from '../mood/counts.ts';
import { moodOf } from '../mood/mood.ts';
import type { HotWord } from '../mood/summary.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import { talkIn, usualIn, type Talk, type TalkRequest } from './talk.ts';

interface Wish {
  readonly most: number;
  /** By how many standard deviations a word must have grown. Where this is given and nothing was written before, all words count. */
  readonly leastZ?: number;
}

export interface HotWordsRequest extends TalkRequest, Wish {}

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
  return hotWordsIn(await talkIn(store, request), request);
}

export function hotWordsIn(talk: Talk, { most, leastZ }: Wish): CitedWord[] {
  const { now, before, judge } = talk;
  const least = leastZ !== undefined && before.messages === 0 ? -Infinity : leastZ;
  return grownIn(now, before, most, least).flatMap(({ word, messages, ...grown }) => {
    const cited = messages.at(-1);
    if (!cited) return [];
    const mood = moodOf(countsOfAll(messages, judge))?.value ?? 0;
    return [{ word, now: grown.now, usual: usualIn(talk, grown.before), mood, cited }];
  });
}
