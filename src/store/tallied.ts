// What a bucket holds: counts of verdicts, and how much they weigh for the spike watcher.
import { addCounts, NO_COUNTS, type Counts } from '../mood/counts.ts';

export interface Tallied extends Counts {
  /** The sum of what its messages weigh as negative ones, in parts (see WEIGHT_PARTS). */
  readonly weight: number;
}

export const NOTHING_TALLIED: Tallied = { ...NO_COUNTS, weight: 0 };

export function addTallied(a: Tallied, b: Tallied): Tallied {
  return { ...addCounts(a, b), weight: a.weight + b.weight };
}
