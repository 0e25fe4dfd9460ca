// Half-open windows of time, and quarter-hours, the smallest step of a bucket.

/** Milliseconds since 1970, UTC; `from` is inside, `to` is not. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export const EVER: Window = { from: 0, to: Number.MAX_SAFE_INTEGER };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Quarter-hours, because time zones have half and quarter hours. */
export const QUARTER = 15 * MINUTE;

/** The start of the quarter-hour that holds `at`. */
export function quarterOf(at: number): number {
  return Math.floor(at / QUARTER) * QUARTER;
}

/** The window of the same length that ends where this one starts. */
export function before(window: Window): Window {
  return { from: window.from - (window.to - window.from), to: window.from };
}
