// A conversation whose oldest turns went is not read again: what was evaluated of the rest moves up.
import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** Tokens that must be the same for what follows a gap to be the same text. */
const SAME = 16;

export interface Gap {
  /** In what was evaluated. The end is after its last token. */
  readonly start: number;
  readonly end: number;
}

/**
 * What must go from `evaluated` so that it begins as `wanted` does: gaps before stretches that are in both. What differs
 * at its end is no gap.
 */
export function gapsBetween(evaluated: readonly number[], wanted: readonly number[]): Gap[] {
  const gaps: Gap[] = [];
  let at = 0;
  let read = 0;
  while (at < evaluated.length && read < wanted.length) {
    if (evaluated[at] === wanted[read]) {
      at += 1;
      read += 1;
      continue;
    }
    const found = indexOf(evaluated, wanted.slice(read, read + SAME), at + 1);
    if (found === -1) break;
    gaps.push({ start: at, end: found });
    at = found;
  }
  return gaps;
}

function indexOf(evaluated: readonly number[], part: readonly number[], from: number): number {
  if (part.length < SAME) return -1;
  for (let at = from; at + part.length <= evaluated.length; at++) {
    if (part.every((token, i) => evaluated[at + i] === token)) return at;
  }
  return -1;
}

/** Closes the gaps in the sequence. The model may still know a little of what stood there. */
export async function closeGaps(sequence: LlamaContextSequence, wanted: readonly Token[]): Promise<void> {
  const gaps = gapsBetween(sequence.contextTokens, wanted);
  if (gaps.length > 0 && !sequence.needsCheckpoints) await sequence.eraseContextTokenRanges(gaps);
}
