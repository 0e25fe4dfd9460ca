// Has the mood of a channel turned? Computes the odds of a change against none from the counts of the last hours.
import { normalOf, type Baseline } from './baseline.ts';
import { lnLikelihoodOf, type LnLikelihood, type VaryingShare } from './betaBinomial.ts';
import { hourOf, SLOT, type Slot } from './slots.ts';
import { HOUR } from './window.ts';

/**
 * The Shiryaev–Roberts statistic, in odds: the sum of likelihood ratios (mood turned then, against never) over every
 * moment at which the mood may have turned, where each hour of moments has weight one. Without a turn its mean is the
 * number of hours looked back on, and it exceeds a bound A at most about once in A hours (Pollak 1985, Ann. Stat. 13,
 * 206–227). The size of the turn is unknown: the mean of the statistics of all TURNS has the same properties.
 *
 * Messages of one clock hour have one share, drawn from the channel's Beta distribution; integrating it out gives the
 * beta-binomial.
 */
export interface Carried {
  /** The hour that is not counted in yet, milliseconds since 1970. */
  readonly hour: number;
  /** The normal share of that hour. */
  readonly normal: VaryingShare;
  /** The odds of a turn before that hour, for each of TURNS. */
  readonly odds: readonly number[];
  /** The end of what is counted in: nobody wrote from then to the hour. */
  readonly end: number;
}

/** Sizes of a turn: the part of the otherwise not negative messages that become negative. */
const TURNS = [0.25, 0.45, 0.8] as const;
/** Odds are capped here, because JSON cannot hold Infinity. */
const MOST = 1e100;
const MOST_LN = 230;

/** One clock hour with and without a turn. */
interface Hour {
  readonly slots: readonly Slot[];
  readonly normal: LnLikelihood;
  readonly turned: readonly LnLikelihood[];
  readonly total: number;
  readonly negative: number;
}

function hourFrom(slots: readonly Slot[], normal: VaryingShare): Hour {
  const { mean, dispersion } = normal;
  let [total, negative] = [0, 0];
  for (const slot of slots) {
    total += slot.total;
    negative += slot.negative;
  }
  return {
    slots,
    total,
    negative,
    normal: lnLikelihoodOf(normal),
    turned: TURNS.map((part) => lnLikelihoodOf({ mean: mean + part * (1 - mean), dispersion })),
  };
}

/** Counts the finished hours among `slots` in, up to the start of `hour`. `from`: the first moment that is looked back on. */
export function carry(baseline: Baseline, slots: readonly Slot[], hour: number, from: number): Carried {
  let odds: readonly number[] = TURNS.map(() => 0);
  let end = from;
  for (const one of hoursFrom(baseline, slots)) {
    const last = one.slots.at(-1);
    if (!last || last.at >= hour) continue;
    odds = oddsAfter(odds, one, end);
    end = last.at + SLOT;
  }
  return { hour, normal: normalOf(baseline, hour), odds, end };
}

/** The odds that the mood turned in the hours looked back on; `slots` are those of the hour not counted in yet. */
export function oddsOf(carried: Carried, slots: readonly Slot[]): number {
  const odds = oddsAfter(carried.odds, hourFrom(slots, carried.normal), carried.end);
  return odds.reduce((sum, one) => sum + one, 0) / odds.length;
}

/**
 * Adds an hour: turns before it, and turns at each of its slots, weighted by the time since the slot before: in silence
 * the mood turns unheard, and the turn of the hour tells nothing. Silence counts for an hour at most. `before`: the end
 * of the slots of the hours before.
 */
function oddsAfter(
  odds: readonly number[],
  { slots, total, negative, normal, turned }: Hour,
  before: number,
): readonly number[] {
  const none = normal(total, negative);
  const after = turned.map((likelihood, i) => (odds[i] ?? 0) * ratio(likelihood(total, negative) - none));
  let [n, k] = [0, 0];
  let end = Math.min(before, hourOf(slots[0]?.at ?? 0));
  for (const slot of slots) {
    const unturned = normal(n, k) - none;
    const weight = Math.min(1, (slot.at + SLOT - end) / HOUR);
    turned.forEach((likelihood, i) => {
      after[i] = (after[i] ?? 0) + weight * ratio(unturned + likelihood(total - n, negative - k));
    });
    n += slot.total;
    k += slot.negative;
    end = slot.at + SLOT;
  }
  return after.map((one) => Math.min(MOST, one));
}

const ratio = (ln: number) => Math.exp(Math.min(MOST_LN, ln));

function hoursFrom(baseline: Baseline, slots: readonly Slot[]): Hour[] {
  const hours: Hour[] = [];
  for (let from = 0; from < slots.length;) {
    const at = hourOf(slots[from]?.at ?? 0);
    let to = from;
    while (to < slots.length && (slots[to]?.at ?? 0) < at + HOUR) to++;
    hours.push(hourFrom(slots.slice(from, to), normalOf(baseline, at)));
    from = to;
  }
  return hours;
}

/** A start may be chosen if its log-likelihood is at most this much below the best. */
const NEARLY = 1;

/**
 * The slot at which the mood most probably turned, of those with at least so many messages and negative messages from
 * there on. Null where there is none, or where a slot with fewer is clearly more likely.
 */
export function likeliestTurn(
  baseline: Baseline,
  slots: readonly Slot[],
  least: { readonly total: number; readonly negative: number },
): number | null {
  let [best, most] = [{ ln: -Infinity, index: -1 }, -Infinity];
  const later = TURNS.map(() => 0);
  let [total, negative, index] = [0, 0, slots.length];
  for (const hour of hoursFrom(baseline, slots).toReversed()) {
    const none = hour.normal(hour.total, hour.negative);
    let [n, k] = [0, 0];
    for (const slot of hour.slots.toReversed()) {
      n += slot.total;
      k += slot.negative;
      index -= 1;
      const before = hour.normal(hour.total - n, hour.negative - k) - none;
      const ln = lnMean(hour.turned.map((likelihood, i) => (later[i] ?? 0) + before + likelihood(n, k)));
      most = Math.max(most, ln);
      const isEnough = total + n >= least.total && negative + k >= least.negative;
      if (isEnough && ln > best.ln) best = { ln, index };
    }
    hour.turned.forEach((likelihood, i) => {
      later[i] = (later[i] ?? 0) + likelihood(hour.total, hour.negative) - none;
    });
    total += hour.total;
    negative += hour.negative;
  }
  return best.index >= 0 && best.ln > most - NEARLY ? best.index : null;
}

function lnMean(lns: readonly number[]): number {
  const most = Math.max(...lns);
  return most + Math.log(lns.reduce((sum, ln) => sum + Math.exp(ln - most), 0) / lns.length);
}
