// The spike watcher of one channel: a pure fold over its messages that returns calm or spike.
import { expectation, learn, newBaseline, type Baseline, type Prior } from './baseline.ts';
import { intervalOf, tailOf } from './betaBinomial.ts';
import type { Evidence } from './evidence.ts';
import { authorsOf, countIn, hourOf, hoursOf, noteNegative } from './slots.ts';
import type { Count, Negative, Slot, SpikeMessage } from './slots.ts';
import { carry, likeliestTurn, oddsOf, type Carried } from './turn.ts';
import { HOUR, MINUTE, type Window } from './window.ts';

export type { SpikeMessage } from './slots.ts';

export const SENSITIVITIES = ['low', 'normal', 'high'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

export interface SpikeOptions {
  readonly sensitivity: Sensitivity;
  /** Multiplies the evidence that this channel needs; 1 unless given. False alarms raise it, missed alerts lower it. */
  readonly strictness?: number;
}

/** The state of the watcher: plain JSON of some kilobytes. */
export interface SpikeState {
  readonly baseline: Baseline;
  /** Counts of this hour and of the hours before it that are looked back on, oldest first. */
  readonly slots: readonly Slot[];
  /** The newest negative messages of those hours. */
  readonly negatives: readonly Negative[];
  /** The odds from the slots before the newest hour. */
  readonly carried: Carried;
  /** The newest moment; how many of its messages are less than a whole negative one, and the sum of their weights. */
  readonly newest: { readonly at: number; readonly others: number; readonly weight: number };
  readonly alert: { readonly openedAt: number } | null;
  /** Hours that start earlier are not learned, because a spike touched them. */
  readonly learnFrom: number;
}

type SpikeOutcome = { readonly kind: 'calm' } | { readonly kind: 'spike'; readonly evidence: Evidence };

export interface SpikeStep {
  readonly state: SpikeState;
  readonly outcome: SpikeOutcome;
}

/** How far the watcher looks back, in milliseconds: this hour and the five before it. An older change is no spike. */
const TESTED = 6 * HOUR;
const LEAST_NEGATIVE = 5;
const LEAST_TOTAL = 10;
const LEAST_AUTHORS = 3;
/** From these odds on the mood counts as turned. A false alarm comes about once in so many hours of a channel. */
const ODDS: Readonly<Record<Sensitivity, number>> = { low: 3200, normal: 800, high: 200 };
/** A channel is calm when its last messages have at least this probability on a normal day. */
const CALM = 0.1;
const CALM_TOTAL = 10;
const CALM_SPAN = 30 * MINUTE;
const SILENCE = HOUR;

export function initialSpike(prior: Prior): SpikeState {
  const baseline = newBaseline(prior);
  return {
    baseline,
    slots: [],
    negatives: [],
    carried: carry(baseline, [], 0, 0),
    newest: { at: 0, others: 0, weight: 0 },
    alert: null,
    learnFrom: 0,
  };
}

/**
 * The state without its recent messages, rebuilt from hours or parts of them (oldest first) where it was lost. Hours that touch
 * one of the `alerted` windows are not learned. Pass the hours before the tested ones and step through the rest.
 */
export function baselineFrom(
  rows: readonly Count[],
  prior: Prior,
  alerted: readonly Window[] = [],
): SpikeState {
  const normal = hoursOf(rows).filter(
    ({ at }) => !alerted.some(({ from, to }) => at < to && at + HOUR > from),
  );
  return { ...initialSpike(prior), baseline: normal.reduce(learn, newBaseline(prior)) };
}

/**
 * Takes one message, roughly in time order: messages before the tested hours change nothing. While a spike lasts, each
 * negative message that still supports it returns newer evidence. Call `calmAgain` first.
 */
export function stepSpike(before: SpikeState, message: SpikeMessage, options: SpikeOptions): SpikeStep {
  if (message.at < firstTested(before.newest.at)) return { state: before, outcome: { kind: 'calm' } };
  const state = withMessage(movedTo(before, message.at), message);
  const evidence = message.weight > 0 ? evidenceIn(state, options) : null;
  if (!evidence) return { state, outcome: { kind: 'calm' } };
  const alert = state.alert ?? { openedAt: message.at };
  return { state: { ...state, alert }, outcome: { kind: 'spike', evidence } };
}

export interface Resolved {
  readonly state: SpikeState;
  readonly openedAt: number;
  readonly resolvedAt: number;
  /** Nobody wrote for an hour; otherwise what was written is as usual. */
  readonly isSilent: boolean;
}

/**
 * The end of a spike, or null while it lasts (or where there is none): an hour of silence, or at least half an hour
 * and ten messages that a normal day could bring. Messages of a spike are dropped, never learned. Call it before every
 * message; calling it more often does not change when a spike ends.
 */
export function calmAgain(state: SpikeState, now: number): Resolved | null {
  const { alert, newest } = state;
  if (!alert || now <= newest.at) return null;
  const isSilent = !isCalm(state, alert.openedAt);
  const resolvedAt = isSilent ? newest.at + SILENCE : newest.at;
  if (resolvedAt > now) return null;
  return { state: afterSpike(state, resolvedAt), openedAt: alert.openedAt, resolvedAt, isSilent };
}

/** The state after a spike that ended then; messages of the spike and of that hour are never learned. */
export function afterSpike({ baseline, newest }: SpikeState, resolvedAt: number): SpikeState {
  const learnFrom = hourOf(resolvedAt) + HOUR;
  return {
    ...initialSpike(baseline.prior),
    baseline,
    newest: { at: newest.at, others: 0, weight: 0 },
    learnFrom,
  };
}

function isCalm({ slots, newest, baseline }: SpikeState, openedAt: number): boolean {
  if (newest.at - openedAt < CALM_SPAN) return false;
  let from = slots.length;
  let [total, negative] = [0, 0];
  while (from > 0) {
    const slot = slots[from - 1];
    if (!slot || (slot.at < newest.at - CALM_SPAN && total >= CALM_TOTAL)) break;
    total += slot.total;
    negative += slot.negative;
    from -= 1;
  }
  return (
    total >= CALM_TOTAL &&
    tailOf(Math.ceil(negative), expectation(baseline, hoursOf(slots.slice(from)))) > CALM
  );
}

/** The start of the hours that are looked back on at this moment. */
export const firstTested = (at: number) => hourOf(at) + HOUR - TESTED;

/** Begins a new hour: the last one is counted in, and hours no longer tested are learned unless a spike lasts. */
function movedTo(state: SpikeState, at: number): SpikeState {
  if (hourOf(at) <= state.carried.hour) return state;
  const from = firstTested(at);
  const past = state.slots.filter((slot) => slot.at < from);
  const slots = state.slots.slice(past.length);
  const calm = state.alert ? [] : hoursOf(past).filter((hour) => hour.at >= state.learnFrom);
  const baseline = calm.reduce(learn, state.baseline);
  return {
    ...state,
    baseline,
    slots,
    negatives: state.negatives.filter(([when]) => when >= from),
    carried: carriedTo(hourOf(at), baseline, slots, state.learnFrom),
  };
}

const carriedTo = (hour: number, baseline: Baseline, slots: readonly Slot[], learnFrom: number) =>
  carry(baseline, slots, hour, Math.max(firstTested(hour), learnFrom));

// Field by field: spreading the state would take half the time of a message.
function withMessage(state: SpikeState, message: SpikeMessage): SpikeState {
  const { at, weight } = message;
  const { newest, carried, baseline, alert, learnFrom } = state;
  const slots = countIn(state.slots, message);
  const held = at === newest.at ? newest : { others: 0, weight: 0 };
  const isWhole = weight >= 1;
  return {
    baseline,
    slots,
    negatives: weight > 0 ? noteNegative(state.negatives, message) : state.negatives,
    carried: at < carried.hour ? carriedTo(carried.hour, baseline, slots, learnFrom) : carried,
    newest:
      at < newest.at
        ? newest
        : {
            at,
            others: held.others + (isWhole ? 0 : 1),
            weight: held.weight + (isWhole ? 0 : weight),
          },
    alert,
    learnFrom,
  };
}

/** The evidence for a spike; null where it is too weak. */
function evidenceIn(state: SpikeState, { sensitivity, strictness = 1 }: SpikeOptions): Evidence | null {
  const { baseline, negatives, carried } = state;
  if (negatives.length < LEAST_NEGATIVE) return null;
  const slots = withoutOthers(state);
  const current = slots.filter((slot) => slot.at >= carried.hour);
  if (oddsOf(carried, current) < ODDS[sensitivity] * strictness) return null;
  const start = likeliestTurn(baseline, slots, { total: LEAST_TOTAL, negative: LEAST_NEGATIVE });
  const since = slots[start ?? slots.length]?.first;
  if (start === null || since === undefined) return null;
  const { authors, topShare } = authorsOf(negatives, since);
  const hours = hoursOf(slots.slice(start));
  // In whole messages, as people count them.
  const negative = Math.floor(hours.reduce((sum, hour) => sum + hour.negative, 0));
  const normal = expectation(baseline, hours);
  const interval = intervalOf(normal);
  if (authors < LEAST_AUTHORS || negative <= interval[1]) return null;
  const { n: total, mean } = normal;
  return { negative, total, expected: total * mean, interval, authors, topAuthorShare: topShare, since };
}

/**
 * Of the newest moment's messages only whole negative ones count yet. Each of these raises the odds, so the order of
 * messages of one moment does not matter; a doubtful one could lower them.
 */
function withoutOthers({ slots, newest }: SpikeState): readonly Slot[] {
  const last = slots.at(-1);
  if (!last || newest.others === 0) return slots;
  const { total, negative } = last;
  return slots.with(-1, { ...last, total: total - newest.others, negative: negative - newest.weight });
}
