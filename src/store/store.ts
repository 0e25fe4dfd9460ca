// The port to what is kept. Two adapters (sqlite/, mongo/), one contract suite (test/contract).
import type { ChannelId, GuildId, MessageId, UserId } from '../ids.ts';
import type { Counts } from '../mood/counts.ts';
import type { Count } from '../mood/slots.ts';
import type { Verdict } from '../mood/verdict.ts';
import type { Window } from '../mood/window.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { IncidentStore } from './incidents.ts';
import type { GuildSettings } from './settings.ts';
import type { Tallied } from './tallied.ts';

export type { Incident, IncidentChange, IncidentEvent, IncidentState, IncidentStore } from './incidents.ts';

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
  readonly failure: string | null;
  /** What gave the verdict; null until judged. */
  readonly judgedBy: Pick<Tag, 'model' | 'promptVersion' | 'truncated' | 'judgedAt'> | null;
}

export interface Tag {
  readonly id: MessageId;
  readonly revision: number;
  readonly verdict: Verdict;
  /** Model id and prompt version that gave the verdict. */
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

export interface MessageStore {
  /**
   * Kept when it resolves: no end of this process takes them. (SQLite syncs them within about a second: what a power
   * cut takes is the newest, which back-fill brings again.) Messages already held (same id) are left as they are; those of people who opted out are not taken. Returns the ids that were new.
   */
  add(messages: readonly NewMessage[]): Promise<MessageId[]>;
  /** New content: pending again, revision + 1, taken out of its buckets, in one atomic step. False if not held or unchanged. */
  edit(id: MessageId, content: string): Promise<boolean>;
  /** Forgets messages and takes them out of their buckets, in one atomic step a message. Unknown ids are ignored. Returns how many were held. */
  remove(ids: readonly MessageId[]): Promise<number>;
  /** Forgets all messages of a channel (or thread). Its buckets go as `remove` does. */
  removeChannel(guildId: GuildId, channelId: ChannelId): Promise<number>;
  /** Messages that wait for a verdict, oldest first, after the message `after` if given, of these guilds if given. */
  pending(limit: number, after?: MessageId, guilds?: readonly GuildId[]): Promise<StoredMessage[]>;
  countPending(guilds?: readonly GuildId[]): Promise<number>;
  /** Writes verdicts and their buckets, in one atomic step a message. Returns the ids that took it: not those deleted, edited or judged meanwhile. */
  tag(tags: readonly Tag[]): Promise<MessageId[]>;
  /** Marks messages (at that revision) as failed with a reason. */
  fail(messages: readonly { id: MessageId; revision: number; reason: string }[]): Promise<void>;
  get(id: MessageId): Promise<StoredMessage | null>;
  /** Newest first; judged messages of a scope, optionally of one author, optionally within a window. */
  recent(
    scope: Scope,
    limit: number,
    only?: { authorId?: UserId; window?: Window },
  ): Promise<StoredMessage[]>;
  /** Counts of one author's judged messages in a scope and window. */
  countsOfAuthor(scope: Scope, authorId: UserId, window: Window): Promise<Counts>;
  /** The newest message held of a channel, whatever its status. */
  newestId(channelId: ChannelId): Promise<MessageId | null>;
  /** Content that is older than `contentBefore` becomes null, rows older than `rowsBefore` go; buckets stay. At most `limit` rows a call; returns how many were touched. */
  expire(contentBefore: number, rowsBefore: number, limit: number): Promise<number>;
}

export interface BucketRow {
  /** Start of the quarter-hour, milliseconds since 1970. */
  readonly at: number;
  readonly counts: Counts;
}

export interface BucketStore {
  /** Sum over the quarter-hours that start inside the window. */
  counts(scope: Scope, window: Window): Promise<Counts>;
  /** Non-empty quarter-hours that start inside the window, oldest first. */
  rows(scope: Scope, window: Window): Promise<BucketRow[]>;
  /** By clock hour that starts inside the window, oldest first: how many messages, and what they weigh as negative ones (see weightOf). */
  weighed(scope: Scope, window: Window): Promise<Count[]>;
  /** Sums by channel, for channels that have any. */
  byChannel(guildId: GuildId, window: Window): Promise<{ channelId: ChannelId; counts: Counts }[]>;
  /** Distinct authors of judged messages, ≈: exact for windows up to a day, a sketch above (days touched by the window, UTC). */
  authors(scope: Scope, window: Window): Promise<number>;
}

/** A claim is written before something is posted, so that nothing is posted twice. */
export interface Claim {
  /** Unique: e.g. "reply:123", "notice:456". */
  readonly key: string;
  readonly claimedAt: number;
  /** The post that settled it; null while open. */
  readonly messageId: MessageId | null;
  /** Settled, with or without a post. */
  readonly settled: boolean;
}

export interface ClaimStore {
  /** Writes the claim if nobody holds the key. Returns the claim now held, and whether this call wrote it. */
  take(key: string, now: number): Promise<{ claim: Claim; fresh: boolean }>;
  settle(key: string, messageId: MessageId | null): Promise<void>;
  get(key: string): Promise<Claim | null>;
  /** Claims never settled, oldest first. */
  open(): Promise<Claim[]>;
  /** Forgets settled claims older than `before`; returns how many. */
  prune(before: number): Promise<number>;
}

export type ReportKind = 'summary' | 'daily' | 'cloud';

/** One report a guild, kind and window start. What it said is not kept: only that its time was served, and how. */
export interface Report {
  readonly guildId: GuildId;
  readonly kind: ReportKind;
  readonly window: Window;
  /** When it was begun, milliseconds since 1970. */
  readonly createdAt: number;
  /** When it ended: posted, given up, or kept back since the time was quiet. Null while it waits to be posted. */
  readonly settledAt: number | null;
  readonly messageId: MessageId | null;
  /** Why it was given up; null where it was not. */
  readonly reason: string | null;
}

type NewReport = Pick<Report, 'guildId' | 'kind' | 'window' | 'createdAt'>;

export interface ReportStore {
  /** Writes a report down that is to be posted, where none of its guild, kind and window start is: returns the one now held. */
  save(report: NewReport): Promise<Report>;
  /** How a report ended. Unknown ones are left alone. */
  settle(
    report: Omit<NewReport, 'createdAt'>,
    end: { readonly at: number; readonly messageId: MessageId | null; readonly reason: string | null },
  ): Promise<void>;
  /** The one with the latest window. */
  latest(guildId: GuildId, kind: ReportKind): Promise<Report | null>;
  /** Those that wait to be posted, oldest window first. */
  waiting(guildId: GuildId, kind: ReportKind): Promise<Report[]>;
  /** Those given up since (milliseconds since 1970), newest first, at most `limit`. */
  givenUp(guildId: GuildId, since: number, limit: number): Promise<Report[]>;
  /** Forgets reports begun before `before`; returns how many. */
  prune(before: number): Promise<number>;
}

/** Something that a server announced: a release, a contest, a rule. Reports compare the mood after it with the mood before. */
export interface AnnouncedEvent {
  readonly id: string;
  readonly guildId: GuildId;
  /** What was announced, as typed by those who manage the server. */
  readonly text: string;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
}

export interface EventStore {
  add(event: Omit<AnnouncedEvent, 'id'>): Promise<AnnouncedEvent>;
  /** Those that happened inside the window, newest first, at most `limit`. */
  list(guildId: GuildId, window: Window, limit: number): Promise<AnnouncedEvent[]>;
  /** False where that server has no such event. */
  remove(guildId: GuildId, id: string): Promise<boolean>;
}

export interface SettingsStore {
  /** The guild's settings; defaults where it has none. */
  get(guildId: GuildId): Promise<GuildSettings>;
  /**
   * Writes what `change` makes of the settings held, in one atomic step: of changes made at one moment each sees those
   * before it. `change` may run more than once; where it returns what it was given, or throws, nothing is written.
   */
  update(
    guildId: GuildId,
    change: (held: GuildSettings) => GuildSettings,
  ): Promise<{ before: GuildSettings; after: GuildSettings }>;
  /** Guilds that have settings. */
  guilds(): Promise<GuildId[]>;
}

export interface PeopleStore {
  isOptedOut(guildId: GuildId, userId: UserId): Promise<boolean>;
  /** Opting out also forgets what is held of the person in that guild, buckets included. Returns how many messages went. */
  optOut(guildId: GuildId, userId: UserId): Promise<number>;
  optIn(guildId: GuildId, userId: UserId): Promise<void>;
  /** Everything held of a person in a guild, oldest first. */
  messagesOf(guildId: GuildId, userId: UserId): Promise<StoredMessage[]>;
  /** How many messages are held of a person in a guild; reads an index alone. */
  countOf(guildId: GuildId, userId: UserId): Promise<number>;
  /** Forgets a person's messages in a guild without opting out. */
  forget(guildId: GuildId, userId: UserId): Promise<number>;
}

/** A bucket that holds something else than a recount gives. */
export interface Drift {
  readonly scope: Scope;
  readonly grain: 'quarter' | 'hour' | 'day';
  /** Start of the bucket, milliseconds since 1970. */
  readonly at: number;
  readonly held: Tallied;
  readonly counted: Tallied;
}

export interface Store {
  readonly kind: 'sqlite' | 'mongodb';
  readonly messages: MessageStore;
  readonly buckets: BucketStore;
  readonly claims: ClaimStore;
  readonly reports: ReportStore;
  readonly incidents: IncidentStore;
  readonly events: EventStore;
  readonly deliveries: DeliveryStore;
  readonly settings: SettingsStore;
  readonly people: PeopleStore;
  /**
   * Compares the buckets of the hours that lie wholly inside the window with the messages: quarter-hours with what
   * messages say, hours and days with the sum of their parts. With `repair`, what differs is written anew.
   * In atomic steps of bounded length: others may write meanwhile (on a MongoDB without transactions nobody may).
   * The messages of the window must all be held: none that expired.
   */
  recount(window: Window, repair: boolean): Promise<Drift[]>;
  /** Erases everything held of a guild. */
  eraseGuild(guildId: GuildId): Promise<void>;
  /** Finishes what is being written and closes what it opened. */
  close(): Promise<void>;
}

/** What both adapters are told. */
export interface StoreOptions {
  /** False: content becomes null in the same step as the verdict. */
  readonly storeContent: boolean;
}
