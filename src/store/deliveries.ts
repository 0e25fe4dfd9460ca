// The port to the outbox: what is on its way to webhooks, mailboxes and files, and what never arrived.
import type { GuildId } from '../ids.ts';

interface NewDelivery {
  /** Unique: names the event and the target; receivers get it, so that they know what they had already. */
  readonly key: string;
  readonly guildId: GuildId;
  /** The id of a webhook of the server, or the name of a file of the operator's. */
  readonly target: string;
  /** What is told, as JSON text. */
  readonly letter: string;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
}

export interface Delivery extends NewDelivery {
  /** How often it was tried. */
  readonly tries: number;
}

/** What was given up: it stays to be looked at, and to be tried again by hand. */
export interface DeadLetter extends Delivery {
  /** When it was given up, milliseconds since 1970. */
  readonly failedAt: number;
  readonly reason: string;
}

export interface DeliveryStore {
  /** Durable when it resolves; due at once. Keys that were ever held (until pruned) are left as they are. Returns how many were new. */
  add(deliveries: readonly NewDelivery[]): Promise<number>;
  /** Deliveries due at `now` (of these servers, if given), the longest due first; nobody else gets them before `until`. */
  take(now: number, until: number, limit: number, guilds?: readonly GuildId[]): Promise<Delivery[]>;
  /** When the next one (of these servers, if given) is due; null when none waits. */
  nextDue(guilds?: readonly GuildId[]): Promise<number | null>;
  /** It arrived: its letter is forgotten, its key is not. */
  arrived(key: string, at: number): Promise<void>;
  /** It failed and is due again at `dueAt`. */
  postpone(key: string, dueAt: number): Promise<void>;
  /** It failed for the last time. */
  bury(key: string, at: number, reason: string): Promise<void>;
  /** Dead letters of a server, newest first. */
  dead(guildId: GuildId, limit: number): Promise<DeadLetter[]>;
  /** A dead letter is due at `now` as if never tried; false if the server has none of that key. */
  revive(guildId: GuildId, key: string, now: number): Promise<boolean>;
  /** Forgets whatever waits for a target or died on the way to it; returns how many. */
  dropTarget(guildId: GuildId, target: string): Promise<number>;
  /** Forgets what arrived or died before `before`; returns how many. */
  prune(before: number): Promise<number>;
}
