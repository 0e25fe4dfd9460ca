// Hours of the day in which nobody is mentioned.
import type { OffsetAt } from './localDay.ts';
import { DAY, MINUTE } from './window.ts';

/** Minutes after local midnight, 0…1439; `to` is outside. Where `to` is the smaller one, they go on over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** When the quiet hours end that hold `at` (milliseconds since 1970); null where none do. */
export function quietUntil({ from, to }: QuietHours, offsetAt: OffsetAt, at: number): number | null {
  const local = at + offsetAt(at) * MINUTE;
  const midnight = Math.floor(local / DAY) * DAY;
  const minute = Math.floor((local - midnight) / MINUTE);
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const end = midnight + (minute < to ? 0 : DAY) + to * MINUTE;
  // The clocks may be changed before the end.
  return end - offsetAt(end - offsetAt(at) * MINUTE) * MINUTE;
}
