// The port to where conversations with the bot begin anew, since a person asked it to forget what came before.
import type { ChannelId, GuildId, UserId } from '../ids.ts';

/** One person and the bot in one channel. */
export interface Talk {
  /** Null in direct messages. */
  readonly guildId: GuildId | null;
  readonly channelId: ChannelId;
  readonly userId: UserId;
}

export interface ResetStore {
  /** From now on nothing that is older than the snowflake `at` belongs to the conversation. Only the newest counts. */
  set(talk: Talk, at: string): Promise<void>;
  /** The snowflake of the newest reset; null where there is none. */
  get(talk: Talk): Promise<string | null>;
  /** Those of a person in a server. */
  of(guildId: GuildId, userId: UserId): Promise<{ readonly channelId: ChannelId; readonly at: string }[]>;
  /** Forgets resets older than `before` (milliseconds since 1970); returns how many. */
  prune(before: number): Promise<number>;
}
