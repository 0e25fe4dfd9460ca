// Counts the recent messages of a channel in slots of five minutes, for the spike watcher.
import { HOUR, MINUTE } from './window.ts';

export interface SpikeMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly author: string;
  /** How much it counts as a negative message, 0…1: see weightOf. */
  readonly weight: number;
}

/** Counts of messages that are neighbours in time; `negative` is the sum of their weights. */
export interface Count {
  /** Start, milliseconds since 1970. */
  readonly at: number;
  readonly total: number;
  readonly negative: number;
}

export interface Slot extends Count {
  /** When its first message was written. */
  readonly first: number;
}

/** A message with a weight: its moment and a short hash of its author. */
export type Negative = readonly [at: number, author: number];

export const SLOT = 5 * MINUTE;
const MOST_NEGATIVES = 128;

export const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;
const slotOf = (at: number) => Math.floor(at / SLOT) * SLOT;

/** The slots, oldest first, with one more message. The order of messages of one moment does not matter. */
export function countIn(slots: readonly Slot[], { at, weight }: SpikeMessage): readonly Slot[] {
  const start = slotOf(at);
  let index = slots.length;
  while (index > 0 && (slots[index - 1]?.at ?? 0) >= start) index--;
  const held = slots[index]?.at === start ? slots[index] : undefined;
  const counted: Slot = {
    at: start,
    total: (held?.total ?? 0) + 1,
    negative: (held?.negative ?? 0) + weight,
    first: Math.min(held?.first ?? at, at),
  };
  if (held) return slots.with(index, counted);
  return slots.toSpliced(index, 0, counted);
}

/** The newest negative messages, oldest first, with one more. */
export function noteNegative(
  negatives: readonly Negative[],
  { at, author }: SpikeMessage,
): readonly Negative[] {
  const noted: Negative = [at, hashOf(author)];
  let index = negatives.length;
  while (index > 0 && isAfter(negatives[index - 1], noted)) index--;
  const copy = negatives.length < MOST_NEGATIVES ? negatives.slice() : negatives.slice(1);
  if (negatives.length < MOST_NEGATIVES) copy.splice(index, 0, noted);
  else if (index > 0) copy.splice(index - 1, 0, noted);
  else return negatives;
  return copy;
}

function isAfter(one: Negative | undefined, [at, author]: Negative): boolean {
  return one !== undefined && (one[0] > at || (one[0] === at && one[1] > author));
}

/** How many people wrote the negative messages from `since` on, and the share (0…1) of the one who wrote most. */
export function authorsOf(
  negatives: readonly Negative[],
  since: number,
): { authors: number; topShare: number } {
  const counts = new Map<number, number>();
  let [total, most] = [0, 0];
  for (const [at, author] of negatives) {
    if (at < since) continue;
    const count = (counts.get(author) ?? 0) + 1;
    counts.set(author, count);
    most = Math.max(most, count);
    total += 1;
  }
  return { authors: counts.size, topShare: total === 0 ? 0 : most / total };
}

/** Sums of neighbours by clock hour, oldest first. */
export function hoursOf(counts: readonly Count[]): Count[] {
  const hours: Count[] = [];
  for (const { at, total, negative } of counts) {
    const last = hours.at(-1);
    if (last?.at === hourOf(at)) {
      hours[hours.length - 1] = {
        at: last.at,
        total: last.total + total,
        negative: last.negative + negative,
      };
    } else hours.push({ at: hourOf(at), total, negative });
  }
  return hours;
}

/** FNV-1a, 32 bits. The state tells authors apart without storing their ids. */
function hashOf(author: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < author.length; i++) hash = Math.imul(hash ^ author.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
