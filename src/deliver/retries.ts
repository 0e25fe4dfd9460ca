// When to try again.
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** After the first try, in milliseconds; four times as long after every further one. */
const FIRST = 15 * SECOND;
const LONGEST = HOUR;
/** What a target may ask us to wait at most. */
const LONGEST_ASKED = 6 * HOUR;

/** With these pauses the last try is about three and a half hours after the first. */
export const MOST_TRIES = 8;

/**
 * Whole milliseconds until the next try after `tries` tries (1…), or null when they were enough. `asked` is what the target
 * asked for; `random` (0…1) spreads the rest, so that many letters do not come at once.
 */
export function pauseAfter(tries: number, random: number, asked = 0): number | null {
  if (tries >= MOST_TRIES) return null;
  const own = Math.min(LONGEST, FIRST * 4 ** (tries - 1)) * (0.5 + random / 2);
  return Math.ceil(Math.max(own, Math.min(asked, LONGEST_ASKED)));
}

/** A Retry-After header, seconds or a date, in milliseconds from `now`; undefined when there is none to be understood. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\s*(\d+(?:\.\d+)?)\s*$/u.exec(header)?.[1];
  const ms = seconds === undefined ? Date.parse(header) - now : Number(seconds) * SECOND;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
