// Cuts a window into whole days, hours and quarter-hours, so that a year needs hundreds of rows, not 35 thousand.
import { HOUR, QUARTER, type Window } from '../mood/window.ts';

export type Grain = 'quarter' | 'hour' | 'day';

/** Quarter-hours in one step of a grain. */
export const QUARTERS_IN: Readonly<Record<Grain, number>> = { quarter: 1, hour: 4, day: 96 };

/** Steps of one grain, counted from 1970; `from` is inside, `to` is not. */
export interface Span {
  readonly grain: Grain;
  readonly from: number;
  readonly to: number;
}

/** The number of the quarter-hour, hour or UTC day that holds `at` (milliseconds since 1970). */
export function stepOf(at: number, grain: Grain): number {
  return Math.floor(at / (QUARTER * QUARTERS_IN[grain]));
}

/** The quarter-hours that start inside the window, as one span. */
export function quartersOf(window: Window): Span {
  const from = Math.ceil(window.from / QUARTER);
  return { grain: 'quarter', from, to: Math.max(from, Math.ceil(window.to / QUARTER)) };
}

/** The clock hours that start inside the window, as one span. */
export function hoursIn(window: Window): Span {
  const from = Math.ceil(window.from / HOUR);
  return { grain: 'hour', from, to: Math.max(from, Math.ceil(window.to / HOUR)) };
}

/** The UTC days that a window touches. */
export function daysOf(window: Window): Span {
  const from = stepOf(window.from, 'day');
  return { grain: 'day', from, to: Math.max(from, stepOf(window.to - 1, 'day') + 1) };
}

/** Sketches of authors are kept for days and for blocks of 8 and 64 UTC days: a year is some 20 of them, not 366. */
export const BLOCKS = [64, 8, 1] as const;
export type BlockDays = (typeof BLOCKS)[number];

/** Blocks of so many days, counted from 1970; `from` is inside, `to` is not. */
export interface BlockSpan {
  readonly days: BlockDays;
  readonly from: number;
  readonly to: number;
}

/** The fewest blocks that together are the UTC days which a window touches. */
export function blocksOf(window: Window): BlockSpan[] {
  const { from, to } = daysOf(window);
  return cut(from, to, BLOCKS).map(({ size, ...span }) => ({ days: size, ...span }));
}

/** The fewest whole days, hours and quarters that together are the quarter-hours starting inside the window. */
export function spansOf(window: Window): Span[] {
  const { from, to } = quartersOf(window);
  return cut(from, to, SIZES).map(({ size, ...span }) => ({ grain: GRAIN_OF[size], ...span }));
}

const SIZES = [96, 4, 1] as const;
const GRAIN_OF = { 96: 'day', 4: 'hour', 1: 'quarter' } as const;

/** The fewest steps of the sizes, given from coarse to fine, that together are the steps from … to; in order. */
function cut<Size extends number>(
  from: number,
  to: number,
  sizes: readonly Size[],
): { size: Size; from: number; to: number }[] {
  const [size, ...finer] = sizes;
  if (size === undefined || from >= to) return [];
  const first = Math.ceil(from / size);
  const last = Math.floor(to / size);
  if (first >= last) return cut(from, to, finer);
  return [...cut(from, first * size, finer), { size, from: first, to: last }, ...cut(last * size, to, finer)];
}
