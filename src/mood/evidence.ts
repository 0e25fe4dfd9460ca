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
  /** When the incident started, where newer evidence starts later. */
  readonly began?: number;
}

export interface Begun {
  readonly evidence: Evidence;
  readonly openedAt: number;
}

/** When an incident started (milliseconds since 1970), for every card: it never becomes later while the incident goes on. */
export function beganAt({ evidence: { since, began }, openedAt }: Begun): number {
  return Math.min(began ?? since, since, openedAt);
}

/** Newer evidence for an incident, which keeps its start. */
export function renewed(held: Begun, newer: Evidence): Evidence {
  return { ...newer, began: Math.min(beganAt(held), newer.since) };
}
