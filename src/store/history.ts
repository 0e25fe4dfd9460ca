// Reads the whole history of a server, oldest messages first, slice by slice.
import type { ChannelId, GuildId } from '../ids.ts';
import { weightOf } from '../mood/weight.ts';
import { HOUR, type Window } from '../mood/window.ts';
import type { Store, StoredMessage } from './store.ts';

export interface PastMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly channel: ChannelId;
  readonly author: string;
  /** See weightOf. */
  readonly weight: number;
}

/** The length of one slice, in milliseconds. */
const SLICE = HOUR;
const MOST_IN_SLICE = 20_000;

/**
 * Yields the judged messages of a server in a window: hour by hour, within an hour channel by channel, oldest first.
 */
export async function* historyOf(
  store: Store,
  guildId: GuildId,
  window: Window,
): AsyncGenerator<PastMessage> {
  const hours = new Map<number, true>();
  for (const { at } of await store.buckets.rows({ guildId, channelId: null }, window)) {
    hours.set(Math.floor(at / SLICE) * SLICE, true);
  }
  for (const from of [...hours.keys()].sort((a, b) => a - b)) {
    const slice = { from, to: from + SLICE };
    for (const { channelId } of await store.buckets.byChannel(guildId, slice)) {
      const messages = await store.messages.recent({ guildId, channelId }, MOST_IN_SLICE, { window: slice });
      yield* messages.toReversed().flatMap(pastOf);
    }
  }
}

function pastOf({ createdAt, channelId, authorId, verdict }: StoredMessage): PastMessage[] {
  if (!verdict) return [];
  return [{ at: createdAt, channel: channelId, author: authorId, weight: weightOf(verdict) }];
}
