// Has the channel turned? The odds of a change of mood against none, from the counts of the last hours.
import { normalOf, type Baseline } from './baseline.ts';
import { lnLikelihoodOf, type LnLikelihood, type Wavering } from './betaBinomial.ts';
import { hourOf, SLOT, type Slot } from './slots.ts';
import { HOUR } from './window.ts';

/**
 * The Shiryaev–Roberts statistic in odds: the sum, over every moment at which the mood may have turned, of how much
 * likelier the messages are if it did, each hour of such moments weighing one. While nothing turns, its mean is the
 * number of hours it looked back on, and it passes a bound A about once in A hours or less often (Pollak 1985,
 * Ann. Stat. 13, 206–227). How far the mood turned is not known: the mean over TURNS of such statistics is one too.
 *
 * Messages of one clock hour share a share drawn from the channel's Beta, which is integrated out: beta-binomial.
 */
export interface Carried {
  /** The hour that is not counted in yet, milliseconds since 1970. */
  readonly hour: number;
  /** The share that is normal in that hour. */
  readonly normal: Wavering;
  /** The odds of a turn before that hour, for each of TURNS. */
  readonly odds: readonly number[];
}

/** A turn: this part of the messages that would not be negative are. */
const TURNS = [0.25, 0.45, 0.8] as const;
/** Odds are plain numbers in JSON: they stop here. */
const MOST = 1e100;
const MOST_LN = 230;

/** One clock hour under both beliefs. */
interface Hour {
  readonly slots: readonly Slot[];
  readonly normal: LnLikelihood;
  readonly turned: readonly LnLikelihood[];
  readonly total: number;
  readonly negative: number;
}

function hourFrom(slots: readonly Slot[], normal: Wavering): Hour {
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

/** What the finished hours among `slots` say at the start of `hour`. */
export function carry(baseline: Baseline, slots: readonly Slot[], hour: number): Carried {
  let odds: readonly number[] = TURNS.map(() => 0);
  for (const one of hoursFrom(baseline, slots)) {
    if ((one.slots[0]?.at ?? hour) < hour) odds = oddsAfter(odds, one);
  }
  return { hour, normal: normalOf(baseline, hour), odds };
}

/** The odds that the mood turned in the hours looked back on, `slots` being those of the hour that is not carried. */
export function oddsOf(carried: Carried, slots: readonly Slot[]): number {
  const odds = oddsAfter(carried.odds, hourFrom(slots, carried.normal));
  return odds.reduce((sum, one) => sum + one, 0) / odds.length;
}

/** Adds an hour: turns before it, and those at each of its slots, weighed by the time since the slot before. */
function oddsAfter(
  odds: readonly number[],
  { slots, total, negative, normal, turned }: Hour,
): readonly number[] {
  const none = normal(total, negative);
  const after = turned.map((likelihood, i) => (odds[i] ?? 0) * ratio(likelihood(total, negative) - none));
  let [n, k] = [0, 0];
  let end = hourOf(slots[0]?.at ?? 0);
  for (const slot of slots) {
    const before = normal(n, k) - none;
    const weight = (slot.at + SLOT - end) / HOUR;
    turned.forEach((likelihood, i) => {
      after[i] = (after[i] ?? 0) + weight * ratio(before + likelihood(total - n, negative - k));
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

/** A start this much less likely (in logarithms) than the likeliest may stand for it. */
const NEARLY = 1;

/**
 * The slot at which the mood most probably turned, of those that leave at least so many messages and negative ones
 * from there on; null where none does, or where a start that leaves fewer is clearly likelier.
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
