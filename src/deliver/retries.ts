// When to try a delivery again.
import { backoff, spread } from '../flow/backoff.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

const PAUSES = { least: 15 * SECOND, most: HOUR, factor: 4 };
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
  const own = spread(backoff(tries, PAUSES), random);
  return Math.ceil(Math.max(own, Math.min(asked, LONGEST_ASKED)));
}
