// Comparing buckets with a recount: pure arithmetic on counts by step.
import { addCounts, countsOf, NO_COUNTS, type Counts } from '../mood/counts.ts';
import type { Label } from '../mood/verdict.ts';
import { QUARTER, type Window } from '../mood/window.ts';
import { QUARTERS_IN, type Grain, type Span } from './spans.ts';
import type { Drift, Scope } from './store.ts';

/** Counts by step of one grain; a step that is not there has none. */
export type Steps = ReadonlyMap<number, Counts>;

const HOURS_IN_DAY = 24;
/** Hours in one atomic step of a recount: a week, beginning with a UTC day. */
const CHUNK = 7 * HOURS_IN_DAY;

/** The hours wholly inside a window, in chunks. */
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

/** Counts of so many messages with one verdict, added to a step. */
export function count(
  steps: Map<number, Counts>,
  step: number,
  verdict: { label: Label; uncertain: boolean },
  times: number,
): void {
  const one = countsOf(verdict);
  const many = Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value * times]));
  steps.set(step, addCounts(steps.get(step) ?? NO_COUNTS, { ...NO_COUNTS, ...many }));
}

/** The sums of every `size` steps. */
export function coarser(steps: Steps, size: number): Map<number, Counts> {
  const sums = new Map<number, Counts>();
  for (const [step, counts] of steps) {
    const key = Math.floor(step / size);
    sums.set(key, addCounts(sums.get(key) ?? NO_COUNTS, counts));
  }
  return sums;
}

/** The steps of both: those in `span` of `inside`, the others of `outside`. */
export function spliced(outside: Steps, inside: Steps, { from, to }: Span): Map<number, Counts> {
  const rest = [...outside].filter(([step]) => step < from || step >= to);
  return new Map([...rest, ...inside]);
}

/** What differs, oldest first. */
export function driftsOf(scope: Scope, grain: Grain, held: Steps, counted: Steps): Drift[] {
  const steps = [...new Set([...held.keys(), ...counted.keys()])].sort((a, b) => a - b);
  return steps.flatMap((step) => {
    const drift = { held: held.get(step) ?? NO_COUNTS, counted: counted.get(step) ?? NO_COUNTS };
    const at = step * QUARTER * QUARTERS_IN[grain];
    return isSame(drift.held, drift.counted) ? [] : [{ scope, grain, at, ...drift }];
  });
}

const isSame = (a: Counts, b: Counts) =>
  a.positive === b.positive &&
  a.neutral === b.neutral &&
  a.negative === b.negative &&
  a.uncertain === b.uncertain;
