// The time of the story: it begins on the evening before, runs as the real one does, and is skipped where nothing happens.
import { DateTime } from 'luxon';
import type { Clock } from '../clock.ts';

export interface StoryClock extends Clock {
  /**
   * Moves the story on by `ms`, at most up to the real time. Waits of a minute and more that end meanwhile resolve;
   * shorter ones are time limits of work that is being done, which needs its time however much of the story is skipped.
   */
  skip(ms: number): void;
  /** How far the story is behind the real time, in milliseconds. */
  behind(): number;
}

const SKIPPABLE_MS = 60_000;

/** @param start milliseconds since 1970, in the past */
export function createStoryClock(real: Clock, start: number): StoryClock {
  let behind = Math.max(0, real.now() - start);
  let skipped = new AbortController();
  const now = () => real.now() - behind;
  return {
    now,
    behind: () => behind,
    skip(ms) {
      behind = Math.max(0, behind - ms);
      skipped.abort();
      skipped = new AbortController();
    },
    async wait(ms, signal) {
      if (ms < SKIPPABLE_MS) return real.wait(ms, signal);
      signal?.throwIfAborted();
      const end = now() + ms;
      do {
        const either = signal ? AbortSignal.any([signal, skipped.signal]) : skipped.signal;
        try {
          await real.wait(Math.max(0, end - now()), either);
        } catch (error) {
          if (!either.aborted || signal?.aborted) throw error;
        }
      } while (now() < end);
    },
  };
}

/** The report of a day is posted while the story is this far behind: then its time has come for whatever runs by the real one. */
export const MORNING_BEHIND_MS = 2 * 60_000;

/** When login fails in the story: ten past six of the last evening whose day is over. */
export function outageTime(now: number, timeZone: string): number {
  const today = DateTime.fromMillis(now - MORNING_BEHIND_MS, { zone: timeZone }).startOf('day');
  return today.minus({ days: 1 }).set({ hour: 18, minute: 10 }).toMillis();
}
