// Tells open pages that something changed. What changed they ask for themselves, so that rights are checked again.
import type { ChannelId, GuildId } from '../ids.ts';

interface Reader {
  readonly guildId: GuildId;
  /** Who looks. */
  readonly viewer: string;
  readonly sees: (channel: ChannelId) => boolean;
  readonly tell: () => void;
  readonly end: () => void;
}

export interface Live {
  /** Returns how to leave. Null where too many read already, or the viewer has too many pages open. */
  join(reader: Reader): (() => void) | null;
  /** Something was judged in a channel, or changed in a whole server where that is null. */
  tell(guildId: GuildId, channelId: ChannelId | null): void;
  close(): void;
}

const MOST_READERS = 200;
const MOST_OF_ONE = 10;

export function createLive(): Live {
  const readers = new Set<Reader>();
  return {
    join(reader) {
      const own = [...readers].filter(({ viewer }) => viewer === reader.viewer);
      if (readers.size >= MOST_READERS || own.length >= MOST_OF_ONE) return null;
      readers.add(reader);
      return () => readers.delete(reader);
    },
    tell(guildId, channelId) {
      for (const reader of readers) {
        if (reader.guildId === guildId && (channelId === null || reader.sees(channelId))) reader.tell();
      }
    },
    close() {
      for (const reader of [...readers]) reader.end();
      readers.clear();
    },
  };
}
