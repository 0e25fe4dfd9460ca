// What the newest messages of some channels are for. Buckets do not count it, so the messages are read.
import type { ChannelId, GuildId } from '../ids.ts';
import { intentsOf, type Intents } from '../mood/intent.ts';
import type { Window } from '../mood/window.ts';
import type { Store } from '../store/store.ts';

const MOST_READ = 1000;

interface Request {
  readonly guildId: GuildId;
  readonly window: Window;
  /** Null: of all channels that `isReadable`. */
  readonly channelId: ChannelId | null;
  readonly isReadable: (channelId: ChannelId) => boolean;
}

/** Of the newest messages of the window, at most 1,000. */
export async function intentsIn(
  { messages }: Pick<Store, 'messages'>,
  { guildId, window, channelId, isReadable }: Request,
): Promise<Intents> {
  const newest = await messages.recent({ guildId, channelId }, MOST_READ, { window });
  return intentsOf(newest.flatMap((one) => (one.verdict && isReadable(one.channelId) ? [one.verdict] : [])));
}
