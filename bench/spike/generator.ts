// Generates chat from a seed. The figures of the spike bench depend on it, so it does not change.
import { HOUR } from '../../src/mood/window.ts';
import type { SpikeMessage } from '../../src/mood/spike.ts';
import type { Label } from '../../src/mood/verdict.ts';

export interface ChannelModel {
  /** Messages an hour, Poisson. */
  readonly rate: number;
  /** A factor on the rate, by the moment. */
  readonly volume?: (at: number) => number;
  /** Mean share of negative messages. */
  readonly mean: number;
  /** Over-dispersion: the share is redrawn every clock hour from Beta(mean, ρ). */
  readonly rho: number;
  /** Added to the mean, by the moment, wherever the share is redrawn. */
  readonly mood?: (at: number) => number;
  /** From this moment on the mean is higher by `shift.by`: at once, with the share redrawn, or within `over` milliseconds. */
  readonly shift?: { readonly at: number; readonly by: number; readonly over?: number };
  /** One more author, who writes so many messages an hour; nine in ten are negative. */
  readonly raid?: { readonly from: number; readonly to: number; readonly rate: number };
}

/** Every verdict is sure: a negative one weighs a whole message. */
export interface Written extends SpikeMessage {
  readonly label: Label;
}

export const RAIDER = 'raider';

export type Random = () => number;

/** Uniform in (0, 1): mulberry32 by Tommy Ettinger (public domain). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia & Tsang 2000, with the boost for shapes under 1. */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A share drawn from Beta with this mean and over-dispersion. */
export function drawShare(mean: number, rho: number, random: Random): number {
  const strength = 1 / rho - 1;
  const a = gamma(mean * strength, random);
  return a / (a + gamma((1 - mean) * strength, random));
}

const AUTHORS = 40;
const cumulative: number[] = [];
for (let rank = 1; rank <= AUTHORS; rank++) cumulative.push((cumulative.at(-1) ?? 0) + 1 / rank);

function drawAuthor(random: Random): string {
  const at = random() * (cumulative.at(-1) ?? 0);
  return `author-${cumulative.findIndex((sum) => at < sum)}`;
}

const written = (at: number, author: string, label: Label): Written => ({
  at: Math.round(at),
  author,
  label,
  weight: label === 'negative' ? 1 : 0,
});

/** Messages of a channel from `from` until `to` (milliseconds), in time order. */
export function* messages(model: ChannelModel, from: number, to: number, random: Random): Generator<Written> {
  const { mean, rho, shift, raid } = model;
  let hour = -1;
  let isShifted = false;
  let share = mean;
  for (let at = from; ;) {
    const raiding = raid && at >= raid.from && at < raid.to ? raid.rate : 0;
    const rate = model.rate * (model.volume?.(at) ?? 1) + raiding;
    at += (-Math.log(random()) * HOUR) / rate;
    if (at >= to) return;
    if (raiding > 0 && random() * rate < raiding) {
      yield written(at, RAIDER, random() < 0.9 ? 'negative' : 'neutral');
      continue;
    }
    const jumps = shift !== undefined && shift.over === undefined && at >= shift.at && !isShifted;
    if (Math.floor(at / HOUR) !== hour || jumps) {
      hour = Math.floor(at / HOUR);
      isShifted = shift !== undefined && at >= shift.at;
      share = drawShare(mean + (model.mood?.(at) ?? 0) + shiftAt(shift, at), rho, random);
    }
    const isNegative = random() < share;
    const label = isNegative ? 'negative' : random() < 0.5 ? 'positive' : 'neutral';
    yield written(at, drawAuthor(random), label);
  }
}

function shiftAt(shift: ChannelModel['shift'], at: number): number {
  if (!shift || at < shift.at) return 0;
  return shift.over === undefined ? shift.by : shift.by * Math.min(1, (at - shift.at) / shift.over);
}
