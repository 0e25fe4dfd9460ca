// After a false alarm its channel needs more evidence for a while, after a missed alert less. The effect is bounded and
// fades, and people see it.
import { DAY } from './window.ts';

export interface Strictness {
  /** How many times the usual evidence the channel needed right after the last false alarm or missed alert. */
  readonly strictness: number;
  /** When that was, milliseconds since 1970. */
  readonly at: number;
}

/** About the step from one sensitivity to the next. */
const STEP = 4;
/** The effect of two false alarms: with more, a channel would never alert. */
const MOST = STEP ** 2;
/** The effect of one missed alert: with less, every bad half hour would be an alert. */
const LEAST = 1 / STEP;
const HALF_LIFE = 14 * DAY;
/** A smaller effect counts as none. */
const FADED = 1.1;

/**
 * How many times the usual evidence is needed now: 1 where nothing was reported or its effect has faded, at least a
 * quarter, at most 16.
 */
export function strictnessAt(taught: Strictness | null, now: number): number {
  if (!taught) return 1;
  const bounded = Math.min(MOST, Math.max(LEAST, taught.strictness));
  const left = bounded ** (0.5 ** (Math.max(0, now - taught.at) / HALF_LIFE));
  return left < FADED && left > 1 / FADED ? 1 : left;
}

/** The strictness after one more false alarm. */
export function afterFalseAlarm(taught: Strictness | null, now: number): Strictness {
  return { strictness: Math.min(MOST, strictnessAt(taught, now) * STEP), at: now };
}

/** The strictness after one more alert that should have come. */
export function afterMissedAlert(taught: Strictness | null, now: number): Strictness {
  return { strictness: Math.max(LEAST, strictnessAt(taught, now) / STEP), at: now };
}
