// The port to deliveries: what the rest of the program hands over, and what it may ask.
import type { GuildId } from '../ids.ts';
import type { ReportMessage } from '../report/message.ts';
import type { DeadLetter } from '../store/deliveries.ts';
import type { Webhook } from '../store/webhooks.ts';

export const EVENT_KINDS = ['summary', 'daily', 'alert'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface DeliveryEvent {
  readonly kind: EventKind;
  readonly guildId: GuildId;
  /** Unique among all events, e.g. "summary:GUILD:FROM": an event that is handed over twice is delivered once. */
  readonly key: string;
  /** Plain JSON for programs. */
  readonly facts: unknown;
  /** The words for people, as they are posted. */
  readonly message: Pick<ReportMessage, 'content' | 'embeds'>;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
}

/** How a test ended. */
interface TestResult {
  readonly arrived: boolean;
  /** What came back, in one line: hostile text. */
  readonly said: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

export interface Deliveries {
  /** Writes the event down for every target of the server; resolves once that is durable. What is slow happens later. */
  deliver(event: DeliveryEvent): Promise<void>;
  /** Sends a test message now, once. Never throws for what the target does; null: this server tested a moment ago. */
  test(guildId: GuildId, webhook: Webhook): Promise<TestResult | null>;
  /** What was given up, newest first, at most `limit`. */
  deadLetters(guildId: GuildId, limit: number): Promise<DeadLetterFacts[]>;
  /** Tries a dead letter again from the start; false where the server has none of that key. */
  retry(guildId: GuildId, key: string): Promise<boolean>;
  /** A webhook was removed: what waits for it is forgotten. */
  forget(guildId: GuildId, webhookId: string): Promise<void>;
}

export interface DeadLetterFacts extends Pick<DeadLetter, 'key' | 'at' | 'failedAt' | 'tries' | 'reason'> {
  /** The finding of the letter: hostile text. */
  readonly title: string;
  /** Where it was to go, without secrets; null: a file of the operator's, whose reason is the operator's to know. */
  readonly where: string | null;
}
