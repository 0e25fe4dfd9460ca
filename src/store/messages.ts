// The ports to messages, one for each user: intake writes them, judging tags them, answers and reports read them.
import type { ChannelId, GuildId, MessageId, UserId } from '../ids.ts';
import type { Confusion } from '../mood/confusion.ts';
import type { Counts } from '../mood/counts.ts';
import type { Label, Verdict } from '../mood/verdict.ts';
import type { Window } from '../mood/window.ts';

export interface NewMessage {
  readonly id: MessageId;
  readonly guildId: GuildId;
  readonly channelId: ChannelId;
  readonly authorId: UserId;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly content: string;
}

export type MessageStatus = 'pending' | 'judged' | 'failed';

export interface StoredMessage extends Omit<NewMessage, 'content'> {
  /** Null after RETENTION_DAYS, and once judged when STORE_CONTENT=false. */
  readonly content: string | null;
  /** 1 when added, one more with each edit: a verdict on an older revision is not taken. */
  readonly revision: number;
  readonly status: MessageStatus;
  readonly verdict: Verdict | null;
  /** The label that a moderator said is right; null where nobody corrected the verdict. */
  readonly corrected: Label | null;
  readonly failure: string | null;
  /** What gave the verdict; null until judged. */
  readonly judgedBy: Pick<Tag, 'model' | 'promptVersion' | 'truncated' | 'judgedAt'> | null;
}

export interface Tag {
  readonly id: MessageId;
  readonly revision: number;
  readonly verdict: Verdict;
  /** What gave the verdict: the id of the model, and the versions of prompt and heads. */
  readonly model: string;
  readonly promptVersion: string;
  /** Head and tail only were read. */
  readonly truncated: boolean;
  readonly judgedAt: number;
}

/** A channel, or the whole server where `channelId` is null. */
export interface Scope {
  readonly guildId: GuildId;
  readonly channelId: ChannelId | null;
}

/** Messages of a channel that wait for their verdict. */
export interface Waiting {
  readonly channelId: ChannelId;
  readonly total: number;
}

/** Writes what people wrote, changed and deleted. */
export interface MessageIntake {
  /**
   * Stores messages as pending. When it resolves, the death of this process cannot lose them. (SQLite syncs them within
   * about a second: a power cut may take the newest, which back-fill fetches again.) Messages that are held already
   * (same id) stay as they are. Messages of people who opted out are not stored. Returns the ids that were new.
   */
  add(messages: readonly NewMessage[]): Promise<MessageId[]>;
  /**
   * Replaces the content: the message is pending again with the next revision, and leaves its buckets, in one atomic
   * step. False if the message is not held or the content is the same.
   */
  edit(id: MessageId, content: string): Promise<boolean>;
  /**
   * Deletes messages and takes them out of their buckets, in one atomic step a message. Unknown ids are ignored.
   * Returns how many were held.
   */
  remove(ids: readonly MessageId[]): Promise<number>;
  /** Deletes all messages of a channel or thread as `remove` does. Returns how many. */
  removeChannel(guildId: GuildId, channelId: ChannelId): Promise<number>;
}

/** The messages that wait for a verdict, and where verdicts go. */
export interface JudgingQueue {
  /** Messages that wait for a verdict, oldest first: those after the message `after`, of these guilds, where given. */
  pending(limit: number, after?: MessageId, guilds?: readonly GuildId[]): Promise<StoredMessage[]>;
  countPending(guilds?: readonly GuildId[]): Promise<number>;
  /**
   * Writes verdicts and their buckets, in one atomic step a message. Returns the ids that took their verdict: messages
   * that were deleted, edited or judged meanwhile do not.
   */
  tag(tags: readonly Tag[]): Promise<MessageId[]>;
  /** Marks messages (at that revision) as failed with a reason. */
  fail(messages: readonly { id: MessageId; revision: number; reason: string }[]): Promise<void>;
}

export interface MessageReads {
  /** The known mistakes of the judge in force, for those who count messages themselves; counts that are read carry them. */
  judge?(): Confusion | undefined;
  get(id: MessageId): Promise<StoredMessage | null>;
  /** Those of these that are held, in no order; one read, so at most a few hundred. */
  among(ids: readonly MessageId[]): Promise<StoredMessage[]>;
  /** Judged messages of a scope, newest first; only those of one author or inside a window, where given. */
  recent(
    scope: Scope,
    limit: number,
    only?: { authorId?: UserId; window?: Window },
  ): Promise<StoredMessage[]>;
  /** Counts of one author's judged messages in a scope and window. */
  countsOfAuthor(scope: Scope, authorId: UserId, window: Window): Promise<Counts>;
  /**
   * How many messages written in a window wait for their verdict, by channel, for channels that have any; only those of
   * one author, where given.
   */
  waiting(guildId: GuildId, window: Window, authorId?: UserId): Promise<Waiting[]>;
  /** The newest message held of a channel, whatever its status. */
  newestId(channelId: ChannelId): Promise<MessageId | null>;
}
