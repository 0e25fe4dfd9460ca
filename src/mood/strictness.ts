// After a false alarm its channel needs more evidence for a while. The effect is bounded and fades, and people see it.
import { DAY } from './window.ts';

export interface Strictness {
  /** How many times the usual evidence the channel needed right after the last false alarm. */
  readonly strictness: number;
  /** When that was, milliseconds since 1970. */
  readonly at: number;
}

/** About the step from one sensitivity to the next. */
const STEP = 4;
/** The effect of two false alarms: with more, a channel would never alert. */
const MOST = STEP ** 2;
const HALF_LIFE = 14 * DAY;
/** A smaller effect counts as none. */
const FADED = 1.1;

/** How many times the usual evidence is needed now: 1 without false alarms or after they faded, at most 16. */
export function strictnessAt(taught: Strictness | null, now: number): number {
  if (!taught) return 1;
  const left = Math.min(MOST, taught.strictness) ** (0.5 ** (Math.max(0, now - taught.at) / HALF_LIFE));
  return left < FADED ? 1 : left;
}

/** The strictness after one more false alarm. */
export function afterFalseAlarm(taught: Strictness | null, now: number): Strictness {
  return { strictness: Math.min(MOST, strictnessAt(taught, now) * STEP), at: now };
}
