// A clock that tests move by hand.
import type { Clock } from '../clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on. Waits that end meanwhile resolve in their order. */
  advance(ms: number): Promise<void>;
}

export function manualClock(start = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let now = start;
  let waits: { at: number; wake: () => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const stop = () => {
          waits = waits.filter((other) => other !== entry);
          reject(signal?.reason as Error);
        };
        const wake = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const entry = { at: now + ms, wake };
        waits.push(entry);
        signal?.addEventListener('abort', stop);
      }),
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = waits.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        waits = waits.filter((entry) => entry !== next);
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
