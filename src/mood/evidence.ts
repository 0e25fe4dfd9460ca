// What speaks for a spike: the words of every alert, incident and replay.

export interface Evidence {
  /** Negative messages, each by its weight, in whole ones: where verdicts are sure, simply how many. */
  readonly negative: number;
  readonly total: number;
  /** Negative messages that this many messages of the channel would hold normally. */
  readonly expected: number;
  /** The 95 % interval of that number. */
  readonly interval: readonly [number, number];
  /** Distinct authors of the negative messages. */
  readonly authors: number;
  /** The share of the negative messages, 0…1, that one person wrote who wrote most of them. */
  readonly topAuthorShare?: number;
  /** When the window of the evidence starts, milliseconds since 1970. */
  readonly since: number;
}
