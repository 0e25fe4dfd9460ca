// What an alert tells, before it is put into words.
import type { ChannelId, RoleId, UserId } from '../ids.ts';
import type { Evidence } from '../mood/evidence.ts';
import type { AlertCause } from './alertCause.ts';
import type { CitedMessage } from './citing.ts';
import type { Chart } from './message.ts';

export interface ChannelAlert {
  readonly channelId: ChannelId;
  readonly evidence: Evidence;
  /** Milliseconds since 1970, as everywhere here. */
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  /** More than half of the negative messages are one person's. */
  readonly mostlyOnePerson: boolean;
}

/** How it ended: the channel was as usual again, or nobody wrote any more. */
export type AlertEnd = 'calm' | 'silence';

export type AlertState = 'open' | 'acknowledged' | 'snoozed' | 'false alarm' | 'resolved';

export interface AlertAct {
  readonly act:
    | 'acknowledged'
    | 'assigned'
    | 'escalated'
    | 'snoozed'
    | 'unsnoozed'
    | 'false alarm'
    | 'slow mode'
    | 'slow mode undone'
    | 'slow mode ended'
    | 'invites paused'
    | 'invites resumed'
    | 'reopened';
  readonly at: number;
  /** Null: a person who asked to be forgotten. */
  readonly by: UserId | null;
  readonly reason?: string;
  /** To whom it was assigned; absent: a person who asked to be forgotten. */
  readonly to?: UserId;
}

/** Why nobody is called, and until when (milliseconds since 1970). `event`: what was announced; null: not to be shown. */
export type Hush =
  | { readonly why: 'event'; readonly event: string | null; readonly until: number }
  | { readonly why: 'quiet hours'; readonly until: number };

/** The invites of the server, which matter where many of those who write are new. */
export interface InviteFacts {
  /** A raid seems to be on, and the bot may pause invites that are not paused. */
  readonly canPause: boolean;
  /** They were paused for this incident, still are, and the bot may end that. */
  readonly canResume: boolean;
  /** Null: they are not paused for this incident. */
  readonly pausedUntil: number | null;
}

export interface AlertFacts {
  /** In the buttons' ids. */
  readonly id: string;
  /** Stands in the footer: people can quote it, and the post is found again by it after a crash. */
  readonly shortId: string;
  readonly state: AlertState;
  /** One, or several that turned together; the first opened it. */
  readonly channels: readonly [ChannelAlert, ...ChannelAlert[]];
  /** Null while a channel of it is not calm. */
  readonly resolvedAt: number | null;
  /** Of what is over. */
  readonly end: AlertEnd;
  readonly snoozedUntil: number | null;
  /** Called by the post while it is open; null: nobody. */
  readonly alertRoleId: RoleId | null;
  /** The role that is called where nobody takes it up, and for how many milliseconds nobody had; null: none. */
  readonly secondCall: { readonly roleId: RoleId; readonly waitedMs: number } | null;
  /** At the time of the newest call; null: the role is called. */
  readonly hush: Hush | null;
  /** What it is about; null: nothing is known. */
  readonly cause: AlertCause | null;
  /** The worst first. */
  readonly worst: readonly CitedMessage[];
  /** Oldest first. */
  readonly acts: readonly AlertAct[];
  /** Seconds between a person's messages, as set by a button; null: not set. */
  readonly slowMode: number | null;
  /** When that ends by itself; null: when somebody ends it. */
  readonly slowUntil: number | null;
  /** Whether the channel still has that slow mode, as far as Discord has told. */
  readonly isSlow: boolean;
  /** How many times the usual evidence the channel needs since it was called a false alarm; 1: no more than usual. */
  readonly strictness: number;
  readonly hasThread: boolean;
  /** What the bot can do itself, with the rights that it has. */
  readonly remedies: readonly ('slow mode' | 'thread')[];
  readonly invites: InviteFacts;
  /** Messages of its channels since it started that are not judged yet. */
  readonly waiting: number;
  readonly chart?: Chart;
}
