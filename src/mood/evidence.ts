// The evidence for a spike, as alerts, incidents and replays hold it.

export interface Evidence {
  /** The sum of the weights of the negative messages, rounded; their number where all verdicts are sure. */
  readonly negative: number;
  readonly total: number;
  /** Negative messages to expect normally among so many messages of the channel. */
  readonly expected: number;
  /** The 95 % interval of that number. */
  readonly interval: readonly [number, number];
  /** Distinct authors of the negative messages. */
  readonly authors: number;
  /** The share (0…1) of the negative messages that came from the person who wrote most of them. */
  readonly topAuthorShare?: number;
  /** When the window of the evidence starts, milliseconds since 1970. */
  readonly since: number;
}
