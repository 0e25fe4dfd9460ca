// The content of a bucket: counts of verdicts, and their weight for the spike watcher.
import { addCounts, NO_COUNTS, type Counts } from '../mood/counts.ts';

export interface Tallied extends Counts {
  /** The sum of the weights of its messages, in WEIGHT_PARTS of a message. */
  readonly weight: number;
}

export const NOTHING_TALLIED: Tallied = { ...NO_COUNTS, weight: 0 };

export function addTallied(a: Tallied, b: Tallied): Tallied {
  return { ...addCounts(a, b), weight: a.weight + b.weight };
}
