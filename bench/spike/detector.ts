// The rules that the bench compares: each gives every message a score; a score over a bound is an alarm.
import { HOUR } from '../../src/mood/window.ts';
import type { Written } from './generator.ts';

export interface Rule {
  readonly name: string;
  /** The bounds of its curve, rising; `bound` is the one that is usually used. */
  readonly bounds: readonly number[];
  readonly bound: number;
  /** A channel's score after each negative message, fed with every message. */
  start(): (message: Written) => number;
}

/** So many numbers from `from` to `to`. */
export const spread = (from: number, to: number, many = 40): number[] =>
  Array.from({ length: many }, (_, i) => from + ((to - from) * i) / (many - 1));

/** The last hour of a channel, or as long as ten messages take. Simple rules look at it. */
export function lastHour() {
  const times: number[] = [];
  const bad: boolean[] = [];
  let [from, negative] = [0, 0];
  return (at: number, isBad: boolean) => {
    times.push(at);
    bad.push(isBad);
    if (isBad) negative += 1;
    while ((times[from] ?? at) <= at - HOUR && times.length - from > 10) {
      if (bad[from]) negative -= 1;
      from += 1;
    }
    return { total: times.length - from, negative };
  };
}

/** Counts by clock hour: calls `done` for each hour that ended, empty ones too. */
export function clockHours(done: (hour: { at: number; total: number; negative: number }) => void) {
  let now = { at: -1, total: 0, negative: 0 };
  return (at: number, isBad: boolean) => {
    const hour = Math.floor(at / HOUR) * HOUR;
    if (now.at < 0) now = { at: hour, total: 0, negative: 0 };
    while (now.at < hour) {
      done(now);
      now = { at: now.at + HOUR, total: 0, negative: 0 };
    }
    now.total += 1;
    if (isBad) now.negative += 1;
    return now;
  };
}
