// When to ask a failing server again.

/** Before the second try, in milliseconds; doubled for every further one. */
const FIRST = 250;
const LONGEST = 8000;

/** Milliseconds before try `attempt` + 2, spread by `random` (0…1) so that many clients do not come at once. */
export function backoff(attempt: number, random: number): number {
  return Math.min(LONGEST, FIRST * 2 ** attempt) * (0.5 + random / 2);
}

/** A Retry-After header, seconds or a date, in milliseconds from `now`; null when there is none to be understood. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = /^\s*(\d+)\s*$/.exec(header)?.[1];
  const ms = seconds === undefined ? Date.parse(header) - now : Number(seconds) * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
