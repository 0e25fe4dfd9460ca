// Compares buckets with a recount: pure arithmetic on counts by step.
import { countsOf, type Countable } from '../mood/counts.ts';
import { KINDS, NO_KINDS } from '../mood/kind.ts';
import { QUARTER, type Window } from '../mood/window.ts';
import { QUARTERS_IN, type Grain, type Span } from './spans.ts';
import type { Drift, Scope } from './store.ts';
import { addTallied, NOTHING_TALLIED, type Tallied } from './tallied.ts';

/** Counts by step of one grain; a missing step has none. */
export type Steps = ReadonlyMap<number, Tallied>;

const HOURS_IN_DAY = 24;
/** Hours in one atomic step of a recount: a week that starts with a UTC day. */
const CHUNK = 7 * HOURS_IN_DAY;

/** The whole hours inside a window, in chunks. */
export function hourChunks(window: Window): Span[] {
  const size = QUARTER * QUARTERS_IN.hour;
  const from = Math.ceil(window.from / size);
  const to = Math.floor(window.to / size);
  const chunks: Span[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / CHUNK) + 1) * CHUNK);
    chunks.push({ grain: 'hour', from: start, to: end });
    start = end;
  }
  return chunks;
}

/** Adds a message with its weight to a step. */
export function count(
  steps: Map<number, Tallied>,
  step: number,
  message: Countable & { readonly weight: number },
): void {
  const one = { ...countsOf(message), weight: message.weight };
  steps.set(step, addTallied(steps.get(step) ?? NOTHING_TALLIED, one));
}

/** The sums of every `size` steps. */
export function coarser(steps: Steps, size: number): Map<number, Tallied> {
  const sums = new Map<number, Tallied>();
  for (const [step, counts] of steps) {
    const key = Math.floor(step / size);
    sums.set(key, addTallied(sums.get(key) ?? NOTHING_TALLIED, counts));
  }
  return sums;
}

/** The steps of `inside` in the span and those of `outside` elsewhere. */
export function spliced(outside: Steps, inside: Steps, { from, to }: Span): Map<number, Tallied> {
  const rest = [...outside].filter(([step]) => step < from || step >= to);
  return new Map([...rest, ...inside]);
}

/** The steps in which the two differ, oldest first. */
export function driftsOf(scope: Scope, grain: Grain, held: Steps, counted: Steps): Drift[] {
  const steps = [...new Set([...held.keys(), ...counted.keys()])].sort((a, b) => a - b);
  return steps.flatMap((step) => {
    const drift = { held: held.get(step) ?? NOTHING_TALLIED, counted: counted.get(step) ?? NOTHING_TALLIED };
    const at = step * QUARTER * QUARTERS_IN[grain];
    return isSame(drift.held, drift.counted) ? [] : [{ scope, grain, at, ...drift }];
  });
}

const isSame = (a: Tallied, b: Tallied) =>
  a.positive === b.positive &&
  a.neutral === b.neutral &&
  a.negative === b.negative &&
  a.uncertain === b.uncertain &&
  a.weight === b.weight &&
  KINDS.every((kind) => (a.kinds ?? NO_KINDS)[kind] === (b.kinds ?? NO_KINDS)[kind]);
