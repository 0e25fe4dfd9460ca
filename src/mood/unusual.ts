// Finds the most unusual message of a day: its verdict and its words are rare in its channel.
import type { Counts } from './counts.ts';
import { isSure, type Label, type Verdict } from './verdict.ts';

export interface UnusualMessage {
  readonly authorId: string;
  readonly channelId: string;
  /** The distinct stems of its words. */
  readonly terms: readonly string[];
  readonly verdict: Verdict;
}

export interface Unusual<M extends UnusualMessage> {
  readonly message: M;
  readonly label: Label;
  /** The share (0…1) of the channel's messages with this label, over the weeks before. */
  readonly share: number;
  /** How many of its words nobody else used that day. */
  readonly rareWords: number;
}

/** Shorter messages are left out: one or two words are only an exclamation. */
const LEAST_WORDS = 3;
/** The usual labels of a channel are known from so many messages on. */
const LEAST_KNOWN = 50;
/** A label with this share or more is usual. */
const UNUSUAL_SHARE = 0.25;
/** With fewer authors the result would point at a person. */
const LEAST_AUTHORS = 3;

/**
 * The message with the greatest surprise, in bits: −log2 of its label's share in its channel (with one message added to
 * each label), plus the share of its words that nobody else used. Null where nothing is unusual.
 * `usual`: counts of a channel over the weeks before.
 */
export function unusualOf<M extends UnusualMessage>(
  messages: readonly M[],
  usual: (channelId: string) => Counts,
): Unusual<M> | null {
  const users = new Map<string, Set<string>>();
  const authors = new Map<string, Set<string>>();
  for (const { authorId, channelId, terms } of messages) {
    addTo(authors, channelId, authorId);
    for (const term of terms) addTo(users, term, authorId);
  }
  let best: Unusual<M> | null = null;
  let greatest = 0;
  for (const message of messages) {
    const { channelId, terms, verdict } = message;
    const counts = usual(channelId);
    if (!isSure(verdict, verdict.label) || terms.length < LEAST_WORDS || counts.total < LEAST_KNOWN) continue;
    if ((authors.get(channelId)?.size ?? 0) < LEAST_AUTHORS) continue;
    const share = (counts[verdict.label] + 1) / (counts.total + 3);
    if (share > UNUSUAL_SHARE) continue;
    const rareWords = terms.filter((term) => users.get(term)?.size === 1).length;
    const surprise = -Math.log2(share) + rareWords / terms.length;
    if (surprise > greatest) {
      greatest = surprise;
      best = { message, label: verdict.label, share, rareWords };
    }
  }
  return best;
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const held = sets.get(key);
  if (held) held.add(value);
  else sets.set(key, new Set([value]));
}
