// What was said in a window and in the time before it: read once, for hot words and for topics.
import type { ChannelId, GuildId } from '../ids.ts';
import type { Confusion } from '../mood/confusion.ts';
import type { Uses } from '../mood/contrast.ts';
import { DAY, HOUR, type Window } from '../mood/window.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import { usesOf } from './uses.ts';

export interface Audience {
  /** Whether everyone who reads the report may read this channel: no other is named, quoted or heard for words. */
  readonly isReadable: (channelId: ChannelId) => boolean;
  /** What people and channels are called, in lower case: no words of reports. */
  readonly names: ReadonlySet<string>;
}

export interface TalkRequest extends Audience {
  readonly guildId: GuildId;
  readonly window: Window;
}

/** The words of the newest messages of both times. */
export interface Talk {
  readonly now: Uses<StoredMessage>;
  readonly before: Uses<StoredMessage>;
  /** The known mistakes of the judge in force. */
  readonly judge: Confusion | undefined;
}

/** An hour is compared with the day before it; a longer window with the same length of time before it. */
const LEAST_BEFORE = 24;
const MOST_NOW = 1000;
const MOST_BEFORE = 2000;

export async function talkIn(store: Pick<Store, 'messages'>, request: TalkRequest): Promise<Talk> {
  const { window } = request;
  const length = Math.min(Math.max(LEAST_BEFORE * HOUR, window.to - window.from), 30 * DAY);
  const now = await usesIn(store, request, window, MOST_NOW);
  const before = await usesIn(store, request, { from: window.from - length, to: window.from }, MOST_BEFORE);
  return { now, before, judge: store.messages.judge?.() };
}

/** So many messages of the time before, as a number of as many messages as are read of now. */
export function usualIn({ now, before }: Talk, held: number): number {
  return before.messages === 0 ? 0 : (held * now.messages) / before.messages;
}

async function usesIn(
  store: Pick<Store, 'messages'>,
  { guildId, isReadable, names }: TalkRequest,
  window: Window,
  most: number,
): Promise<Uses<StoredMessage>> {
  const messages = await store.messages.recent({ guildId, channelId: null }, most, { window });
  return usesOf(
    messages.filter(({ channelId }) => isReadable(channelId)),
    names,
  );
}
