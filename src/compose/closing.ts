// Closes what was opened, in the reverse order. Each gets a limited time, and one that fails does not stop the others.
import { endsWithin } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';

export interface Closing {
  /** After `withinMs` the next one is closed: what is cut short is durable already or can be done again. */
  add(what: string, close: () => unknown, withinMs?: number): void;
  /** Closes everything once; true when nothing failed. */
  all(): Promise<boolean>;
  begun(): boolean;
}

const WITHIN = 1000;

export function createClosing(log: Log, clock: Clock): Closing {
  const open: { what: string; close: () => unknown; withinMs: number }[] = [];
  let closing: Promise<boolean> | null = null;

  async function closeAll(): Promise<boolean> {
    let clean = true;
    for (const { what, close, withinMs } of open.reverse()) {
      try {
        if (!(await endsWithin(Promise.resolve(close()), withinMs, clock))) {
          log.warn(`${what} did not close within ${withinMs} ms and was left behind`);
        }
      } catch (error) {
        clean = false;
        log.error({ reason: reasonOf(error) }, `could not close ${what}`);
      }
    }
    return clean;
  }

  return {
    add: (what, close, withinMs = WITHIN) => void open.push({ what, close, withinMs }),
    all: () => (closing ??= closeAll()),
    begun: () => closing !== null,
  };
}
