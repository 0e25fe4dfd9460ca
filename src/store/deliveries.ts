// The port to the outbox: deliveries to webhooks, mailboxes and files, waiting or failed.
import type { GuildId } from '../ids.ts';

interface NewDelivery {
  /** Unique: names the event and the target. Receivers get it too, and can drop duplicates by it. */
  readonly key: string;
  readonly guildId: GuildId;
  /** The id of a webhook of the server, or the name of a file of the operator's. */
  readonly target: string;
  /** The content, as JSON text. */
  readonly letter: string;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
}

export interface Delivery extends NewDelivery {
  /** How often it was tried. */
  readonly tries: number;
}

/** A delivery that was given up. It is kept, so that people can see it and try it again. */
export interface DeadLetter extends Delivery {
  /** When it was given up, milliseconds since 1970. */
  readonly failedAt: number;
  readonly reason: string;
}

export interface DeliveryStore {
  /**
   * Durable when it resolves; due at once. Keys that were ever held (until pruned) are left as they are. Returns how
   * many were new.
   */
  add(deliveries: readonly NewDelivery[]): Promise<number>;
  /**
   * Deliveries due at `now` (of these servers, if given), the longest due first; nobody else gets them before `until`.
   */
  take(now: number, until: number, limit: number, guilds?: readonly GuildId[]): Promise<Delivery[]>;
  /** When the next one (of these servers, if given) is due; null when none waits. */
  nextDue(guilds?: readonly GuildId[]): Promise<number | null>;
  /** Marks a delivery as arrived: its letter is deleted, its key stays. */
  markArrived(key: string, at: number): Promise<void>;
  /** Counts a failed try; the delivery is due again at `dueAt`. */
  postpone(key: string, dueAt: number): Promise<void>;
  /** Marks a delivery as a dead letter. */
  bury(key: string, at: number, reason: string): Promise<void>;
  /** Dead letters of a server, newest first. */
  deadLetters(guildId: GuildId, limit: number): Promise<DeadLetter[]>;
  /** A dead letter is due at `now` as if never tried; false if the server has none of that key. */
  revive(guildId: GuildId, key: string, now: number): Promise<boolean>;
  /** Deletes all waiting and dead deliveries of a target; returns how many. */
  dropTarget(guildId: GuildId, target: string): Promise<number>;
  /** Deletes deliveries that arrived or were given up before `before`; returns how many. */
  prune(before: number): Promise<number>;
}
