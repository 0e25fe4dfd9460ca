// The port to the store. It has two adapters (sqlite/, mongo/) and one contract suite (test/contract).
import type { ChannelId, GuildId, MessageId, UserId } from '../ids.ts';
import type { Counts } from '../mood/counts.ts';
import type { Count } from '../mood/slots.ts';
import type { Window } from '../mood/window.ts';
import type { CorrectionStore } from './corrections.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { IncidentStore } from './incidents.ts';
import type { JudgingQueue, MessageIntake, MessageReads, Scope, StoredMessage } from './messages.ts';
import type { PortableStore } from './portable.ts';
import type { ReportStore } from './reports.ts';
import type { ResetStore } from './resets.ts';
import type { GuildSettings } from './settings.ts';
import type { Tallied } from './tallied.ts';

export type {
  Incident,
  IncidentChange,
  IncidentEvent,
  IncidentState,
  IncidentStore,
  SlowMode,
} from './incidents.ts';
export type {
  JudgingQueue,
  MessageIntake,
  MessageStatus,
  NewMessage,
  Scope,
  StoredMessage,
  Tag,
} from './messages.ts';
export type { Report, ReportKind, ReportStore } from './reports.ts';
export type { Talk } from './resets.ts';

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
  /**
   * By clock hour that starts inside the window, oldest first: how many messages, and the sum of their weights (see
   * weightOf).
   */
  weighed(scope: Scope, window: Window): Promise<Count[]>;
  /** Sums by channel, for channels that have any. */
  byChannel(guildId: GuildId, window: Window): Promise<{ channelId: ChannelId; counts: Counts }[]>;
  /**
   * Distinct authors of judged messages, ≈: exact for windows up to a day, a sketch above (days touched by the window,
   * UTC).
   */
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
  /** Claims that are not settled, oldest first. */
  unsettled(): Promise<Claim[]>;
  /** Forgets settled claims older than `before`; returns how many. */
  prune(before: number): Promise<number>;
}

/**
 * An announcement of a server: a release, a contest, a rule. Reports compare the mood after it with the mood before.
 */
export interface AnnouncedEvent {
  readonly id: string;
  readonly guildId: GuildId;
  /** What was announced, as typed by those who manage the server. */
  readonly text: string;
  /** When it happened or began, milliseconds since 1970. */
  readonly at: number;
  /** How long it goes on, in milliseconds; 0: a moment. */
  readonly lasts: number;
}

export interface EventStore {
  add(event: Omit<AnnouncedEvent, 'id'>): Promise<AnnouncedEvent>;
  /** Those that happened or began inside the window, newest first, at most `limit`. */
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
  /**
   * Opting out also forgets what is held of the person in that guild, buckets and resets included. Returns how many
   * messages went.
   */
  optOut(guildId: GuildId, userId: UserId): Promise<number>;
  optIn(guildId: GuildId, userId: UserId): Promise<void>;
  /** Everything held of a person in a guild, oldest first. */
  messagesOf(guildId: GuildId, userId: UserId): Promise<StoredMessage[]>;
  /** How many messages are held of a person in a guild; reads an index alone. */
  countOf(guildId: GuildId, userId: UserId): Promise<number>;
  /** Forgets the same without opting out. */
  forget(guildId: GuildId, userId: UserId): Promise<number>;
}

/** A bucket whose content differs from a recount. */
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
  readonly intake: MessageIntake;
  readonly queue: JudgingQueue;
  readonly messages: MessageReads;
  readonly corrections: CorrectionStore;
  readonly buckets: BucketStore;
  readonly claims: ClaimStore;
  readonly reports: ReportStore;
  readonly incidents: IncidentStore;
  readonly events: EventStore;
  readonly deliveries: DeliveryStore;
  readonly resets: ResetStore;
  readonly settings: SettingsStore;
  readonly people: PeopleStore;
  /** Everything of one server, for exports. */
  readonly portable: PortableStore;
  /**
   * Compares the buckets of the hours that lie wholly inside the window with the messages: quarter-hours with what
   * messages say, hours and days with the sum of their parts. With `repair`, what differs is written anew.
   * It works in atomic steps of bounded length: others may write meanwhile, except on a MongoDB without transactions.
   * No message of the window may have expired. `guildId`: that server alone; unless given, all of them.
   */
  recount(window: Window, repair: boolean, guildId?: GuildId): Promise<Drift[]>;
  /**
   * Deletes content written before `contentBefore` and rows written before `rowsBefore` (milliseconds since 1970), at
   * most `limit` rows a call; buckets stay. Returns how many rows were touched.
   */
  expire(contentBefore: number, rowsBefore: number, limit: number): Promise<number>;
  /** Erases everything held of a guild. */
  eraseGuild(guildId: GuildId): Promise<void>;
  /** Finishes what is being written and closes what it opened. */
  close(): Promise<void>;
}

/** Options of both adapters. */
export interface StoreOptions {
  /** False: content becomes null in the same step as the verdict. */
  readonly storeContent: boolean;
}
