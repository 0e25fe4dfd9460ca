// The spike watcher of one channel: a pure fold over its messages that tells calm from spike.
import { expectation, learn, newBaseline, type Baseline, type HourCount, type Prior } from './baseline.ts';
import { intervalOf, tailOf } from './betaBinomial.ts';
import type { Counts } from './counts.ts';
import type { Evidence } from './evidence.ts';
import { addTo, countIn, hourOf, hoursOf, type Quarter, type SpikeMessage } from './quarters.ts';
import { HOUR, MINUTE, quarterOf, type Window } from './window.ts';

export type { SpikeMessage } from './quarters.ts';

export const SENSITIVITIES = ['low', 'normal', 'high'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

export interface SpikeOptions {
  readonly sensitivity: Sensitivity;
  /** Multiplies the evidence that this channel needs: 1 (none said) or more, raised by false alarms. */
  readonly strictness?: number;
}

/** Plain JSON of a few hundred bytes. */
export interface SpikeState {
  readonly baseline: Baseline;
  /** The non-empty quarter-hours of this hour and the hours before it that are tested, oldest first. */
  readonly quarters: readonly Quarter[];
  /** The newest moment, and how many messages of exactly that moment were not negative. */
  readonly newest: { readonly at: number; readonly others: number };
  readonly alert: { readonly openedAt: number } | null;
}

export type SpikeOutcome =
  { readonly kind: 'calm' } | { readonly kind: 'spike'; readonly evidence: Evidence };

export interface SpikeStep {
  readonly state: SpikeState;
  readonly outcome: SpikeOutcome;
}

/** Windows end now and start at one of the quarter-hours of this hour and the two before it. */
const TESTED_HOURS = 3;
const LEAST_NEGATIVE = 5;
const LEAST_TOTAL = 10;
const LEAST_AUTHORS = 3;
/** The probability under which the most surprising window counts as a spike; measured in bench/spike. */
const THRESHOLDS: Readonly<Record<Sensitivity, number>> = { low: 2e-5, normal: 8e-5, high: 5e-4 };
/** Calm: what was said last would happen this often on a normal day. */
const CALM = 0.1;
const CALM_TOTAL = 10;
const CALM_SPAN = 30 * MINUTE;
const SILENCE = HOUR;

export function initialSpike(prior: Prior): SpikeState {
  return { baseline: newBaseline(prior), quarters: [], newest: { at: 0, others: 0 }, alert: null };
}

/**
 * The state without its recent messages, rebuilt from quarter-hours (oldest first) after a restart. Hours that touch
 * one of the `alerted` windows are not learned. Hand it what lies before the tested hours and step through the rest.
 */
export function baselineFrom(
  rows: readonly { readonly at: number; readonly counts: Counts }[],
  prior: Prior,
  alerted: readonly Window[] = [],
): SpikeState {
  const quarters = rows.map(({ at, counts }) => ({ at, total: counts.total, negative: counts.negative }));
  const normal = hoursOf(quarters).filter(
    ({ at }) => !alerted.some(({ from, to }) => at < to && at + HOUR > from),
  );
  return { ...initialSpike(prior), baseline: normal.reduce(learn, newBaseline(prior)) };
}

/**
 * One message, about in time order: older ones than the tested hours change nothing. While a spike lasts, each
 * negative message that still speaks for it brings newer evidence.
 */
export function stepSpike(before: SpikeState, message: SpikeMessage, options: SpikeOptions): SpikeStep {
  if (message.at < firstTested(before.newest.at)) return { state: before, outcome: { kind: 'calm' } };
  const state = withMessage(forgetUntil(before, message.at), message);
  if (message.label !== 'negative') return { state, outcome: { kind: 'calm' } };
  const found = mostSurprising(state);
  if (!found || found.probability >= THRESHOLDS[options.sensitivity] / (options.strictness ?? 1)) {
    return { state, outcome: { kind: 'calm' } };
  }
  return {
    state: { ...state, alert: state.alert ?? { openedAt: message.at } },
    outcome: { kind: 'spike', evidence: found.evidence },
  };
}

export interface Resolved {
  readonly state: SpikeState;
  readonly openedAt: number;
  readonly resolvedAt: number;
}

/**
 * The end of a spike, or null while it lasts (or where there is none): an hour of silence, or at least half an hour
 * and ten messages that a normal day could bring. What was said during it is dropped, never learned.
 */
export function calmAgain(state: SpikeState, now: number): Resolved | null {
  if (!state.alert || now - state.alert.openedAt < CALM_SPAN) return null;
  const { openedAt } = state.alert;
  if (now - state.newest.at < SILENCE && !isCalm(state, now)) return null;
  const newest = { at: state.newest.at, others: 0 };
  return { state: { ...state, quarters: [], newest, alert: null }, openedAt, resolvedAt: now };
}

function isCalm(state: SpikeState, now: number): boolean {
  const recent: Quarter[] = [];
  let total = 0;
  for (const quarter of state.quarters.toReversed()) {
    if (quarter.at < now - CALM_SPAN && total >= CALM_TOTAL) break;
    recent.unshift(quarter);
    total += quarter.total;
  }
  const negative = recent.reduce((sum, quarter) => sum + quarter.negative, 0);
  const normal = expectation(
    state.baseline,
    hoursOf(recent).map((hour) => hour.total),
  );
  return total >= CALM_TOTAL && tailOf(negative, normal) > CALM;
}

const firstTested = (at: number) => hourOf(at) - (TESTED_HOURS - 1) * HOUR;

/** Hours that are no longer tested are learned, unless a spike lasts. */
function forgetUntil(state: SpikeState, at: number): SpikeState {
  const from = firstTested(Math.max(at, state.newest.at));
  const past = state.quarters.filter((quarter) => quarter.at < from);
  if (past.length === 0) return state;
  return {
    ...state,
    baseline: state.alert ? state.baseline : hoursOf(past).reduce(learn, state.baseline),
    quarters: state.quarters.slice(past.length),
  };
}

function withMessage(state: SpikeState, message: SpikeMessage): SpikeState {
  const { at } = message;
  const { newest } = state;
  const others = message.label === 'negative' ? 0 : 1;
  return {
    ...state,
    quarters: countIn(state.quarters, message),
    newest:
      at > newest.at
        ? { at, others }
        : { at: newest.at, others: newest.others + (at === newest.at ? others : 0) },
  };
}

/**
 * The window that a normal channel would bring least often. Of messages of the same moment the negative ones count
 * first, so that their order does not matter.
 */
function mostSurprising(state: SpikeState): { probability: number; evidence: Evidence } | null {
  let best: { probability: number; evidence: Evidence } | null = null;
  const authors = new Set<number>();
  const hours: HourCount[] = [];
  let [total, negative] = [0, 0];
  for (const quarter of state.quarters.toReversed()) {
    const counted = quarter.total - (quarter.at === quarterOf(state.newest.at) ? state.newest.others : 0);
    total += counted;
    negative += quarter.negative;
    for (const author of quarter.authors) authors.add(author);
    addTo(hours, { ...quarter, total: counted });
    if (negative < LEAST_NEGATIVE || total < LEAST_TOTAL || authors.size < LEAST_AUTHORS) continue;
    const normal = expectation(
      state.baseline,
      hours.map((hour) => hour.total),
    );
    const probability = tailOf(negative, normal);
    if (best && probability >= best.probability) continue;
    best = {
      probability,
      evidence: {
        negative,
        total,
        expected: total * normal.mean,
        interval: intervalOf(normal),
        authors: authors.size,
        since: quarter.at,
      },
    };
  }
  return best;
}
