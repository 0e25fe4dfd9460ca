// The documents that MongoDB holds, and their collections.
import type { Binary, Collection, Db } from 'mongodb';
import type { ChannelId, GuildId, MessageId, UserId } from '../../ids.ts';
import type { Kind } from '../../mood/kind.ts';
import { standingKind, type Label, type Verdict } from '../../mood/verdict.ts';
import type { Incident, MessageStatus, ReportKind, Scope, StoredMessage } from '../store.ts';

/** A snowflake, padded with zeros to 20 digits: as text it sorts like the number, and no tool rounds it. */
export type PaddedId = string;

export interface MessageDocument {
  _id: PaddedId;
  guildId: GuildId;
  channelId: ChannelId;
  authorId: UserId;
  createdAt: number;
  content: string | null;
  revision: number;
  status: MessageStatus;
  verdict: Verdict | null;
  /** Absent where nobody corrected it. */
  corrected?: Label;
  failure: string | null;
  model?: string;
  promptVersion?: string;
  truncated?: boolean;
  judgedAt?: number;
}

/** `weight`: see Tallied. */
export type Tallies = Record<Label | 'uncertain' | 'weight' | Kind, number>;

/** A scope's UTC day: its sums and those of its quarter-hours ("0" to "95"), always changed together. */
export interface DayDocument extends Tallies {
  /** See dayKey. */
  _id: string;
  guildId: GuildId;
  /** Null: the whole server. */
  channelId: ChannelId | null;
  /** Days since 1970. */
  day: number;
  quarters: Record<string, Partial<Tallies>>;
}

interface SketchDocument {
  /** See dayKey. */
  _id: string;
  guildId: GuildId;
  authors: Binary;
  /** Grows with each change, so that one writer never overwrites another. */
  version: number;
}

export interface ClaimDocument {
  _id: string;
  claimedAt: number;
  messageId: MessageId | null;
  settled: boolean;
}

export interface ReportDocument {
  /** guild/kind/window start. */
  _id: string;
  guildId: GuildId;
  kind: ReportKind;
  from: number;
  to: number;
  createdAt: number;
  settledAt: number | null;
  messageId: MessageId | null;
  reason: string | null;
  /** Not settled; absent once it is. */
  waits?: true;
}

export interface IncidentDocument extends Omit<Incident, 'id'> {
  _id: string;
  /** Whether it is not over yet; absent once it is. */
  live?: true;
  /** Whether its post shows an older revision; absent where it shows the newest. */
  unshown?: true;
}

export interface EventDocument {
  _id: string;
  guildId: GuildId;
  text: string;
  at: number;
  /** Absent in documents of earlier releases. */
  lasts?: number;
}

export interface DeliveryDocument {
  /** See NewDelivery.key. */
  _id: string;
  guildId: GuildId;
  target: string;
  letter: string;
  at: number;
  tries: number;
  /** Absent unless it waits. */
  dueAt?: number;
  /** Absent while it waits. */
  settledAt?: number;
  dead?: true;
  reason?: string;
}

interface ResetDocument {
  /** channel/user. */
  _id: string;
  guildId: GuildId | null;
  channelId: ChannelId;
  userId: UserId;
  at: PaddedId;
}

export interface SettingsDocument {
  _id: GuildId;
  settings: unknown;
  /** Grows with each change, so that no change overwrites another; absent in documents of old releases. */
  revision?: number;
}

interface PersonDocument {
  /** guild/user. */
  _id: string;
  guildId: GuildId;
  userId: UserId;
}

/** Quarter-hours whose buckets may be wrong until it is deleted: only where the server has no transactions. */
export interface IntentDocument {
  _id: string;
  places: { guildId: GuildId; channelId: ChannelId; quarter: number }[];
}

export interface Collections {
  readonly messages: Collection<MessageDocument>;
  readonly days: Collection<DayDocument>;
  readonly sketches: Collection<SketchDocument>;
  readonly claims: Collection<ClaimDocument>;
  readonly reports: Collection<ReportDocument>;
  readonly incidents: Collection<IncidentDocument>;
  readonly events: Collection<EventDocument>;
  readonly deliveries: Collection<DeliveryDocument>;
  readonly resets: Collection<ResetDocument>;
  readonly settings: Collection<SettingsDocument>;
  readonly people: Collection<PersonDocument>;
  readonly intents: Collection<IntentDocument>;
}

export const collectionsOf = (database: Db): Collections => ({
  messages: database.collection('messages'),
  days: database.collection('days'),
  sketches: database.collection('sketches'),
  claims: database.collection('claims'),
  reports: database.collection('reports'),
  incidents: database.collection('incidents'),
  events: database.collection('events'),
  deliveries: database.collection('deliveries'),
  resets: database.collection('resets'),
  settings: database.collection('settings'),
  people: database.collection('people'),
  intents: database.collection('intents'),
});

const ID_DIGITS = 20;
const DAY_DIGITS = 6;

export const padded = (id: string): PaddedId => id.padStart(ID_DIGITS, '0');
export const unpadded = (id: PaddedId) => id.replace(/^0+(?=\d)/, '') as MessageId;

/** Days of a scope are neighbours in the index of `_id`, oldest first. */
export const dayKey = ({ guildId, channelId }: Scope, day: number): string =>
  `${guildId}/${channelId ?? 'all'}/${String(day).padStart(DAY_DIGITS, '0')}`;

export function messageOf(document: MessageDocument): StoredMessage {
  const { guildId, channelId, authorId, createdAt, content, revision } = document;
  const { status, corrected = null, failure } = document;
  const verdict = document.verdict && standing(document.verdict, corrected);
  const place = { id: unpadded(document._id), guildId, channelId, authorId, createdAt };
  const { model, promptVersion, truncated = false, judgedAt } = document;
  const judgedBy =
    verdict && model !== undefined && promptVersion !== undefined && judgedAt !== undefined
      ? { model, promptVersion, truncated, judgedAt }
      : null;
  return { ...place, content, revision, status, verdict, corrected, failure, judgedBy };
}

/** Without the kind where a moderator called the message other than negative. */
export function standing({ kind, ...verdict }: Verdict, corrected: Label | null): Verdict {
  const stands = standingKind(kind, corrected);
  return { ...verdict, ...(stands && { kind: stands }) };
}

/** The key of a person in a guild. */
export const personKey = (guildId: GuildId, userId: UserId) => `${guildId}/${userId}`;

/** A message without a verdict, as new and edited messages are. */
export const PENDING = { verdict: null, failure: null, status: 'pending' } as const;

/** Statuses without a verdict. */
export const UNJUDGED: readonly MessageStatus[] = ['pending', 'failed'];

/**
 * Matches a message only while it has the revision, the status and the correction that were read, so that a write knows
 * what it changes.
 * (findAndModify would tell too, but not every wire-compatible server does it atomically.)
 */
export const asRead = ({ _id, revision, verdict, corrected }: MessageDocument) => ({
  _id,
  revision,
  status: verdict ? ('judged' as const) : { $in: [...UNJUDGED] },
  corrected: corrected ?? { $exists: false },
});
