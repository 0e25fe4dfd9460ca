// Cuts a window into whole days, hours and quarter-hours, so that a year costs hundreds of rows, not 35 thousand.
import { QUARTER, type Window } from '../mood/window.ts';

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

/** The UTC days that a window touches. */
export function daysOf(window: Window): Span {
  const from = stepOf(window.from, 'day');
  return { grain: 'day', from, to: Math.max(from, stepOf(window.to - 1, 'day') + 1) };
}

/** UTC days in a block: sketches of authors are kept for blocks too, so that a year is at most 74 of them, not 366. */
export const DAYS_IN_BLOCK = 32;

/** Days or blocks of days, counted from 1970; `from` is inside, `to` is not. */
export interface SketchSpan {
  readonly grain: 'day' | 'block';
  readonly from: number;
  readonly to: number;
}

/** The fewest days and blocks that together are the UTC days which a window touches. */
export function sketchSpansOf(window: Window): SketchSpan[] {
  const { from, to } = daysOf(window);
  const first = Math.ceil(from / DAYS_IN_BLOCK);
  const last = Math.floor(to / DAYS_IN_BLOCK);
  if (first >= last) return [{ grain: 'day', from, to }];
  return [
    { grain: 'day', from, to: first * DAYS_IN_BLOCK },
    { grain: 'block', from: first, to: last },
    { grain: 'day', from: last * DAYS_IN_BLOCK, to },
  ];
}

/** The fewest whole days, hours and quarters that together are the quarter-hours starting inside the window. */
export function spansOf(window: Window): Span[] {
  const { from, to } = quartersOf(window);
  return cut(from, to, ['day', 'hour', 'quarter']).filter((span) => span.from < span.to);
}

function cut(from: number, to: number, grains: readonly Grain[]): Span[] {
  const [grain, ...finer] = grains;
  if (grain === undefined || from >= to) return [];
  const size = QUARTERS_IN[grain];
  const first = Math.ceil(from / size);
  const last = Math.floor(to / size);
  if (first >= last) return cut(from, to, finer);
  return [
    ...cut(from, first * size, finer),
    { grain, from: first, to: last },
    ...cut(last * size, to, finer),
  ];
}
