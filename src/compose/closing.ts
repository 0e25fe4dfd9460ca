// Whoever opens, closes: what was opened is closed in the reverse order, each whatever the others do.
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';

export interface Closing {
  add(what: string, close: () => unknown): void;
  /** Closes everything once; true when all went well. */
  all(): Promise<boolean>;
  begun(): boolean;
}

export function createClosing(log: Log): Closing {
  const open: { what: string; close: () => unknown }[] = [];
  let closing: Promise<boolean> | null = null;

  async function closeAll(): Promise<boolean> {
    let clean = true;
    for (const { what, close } of open.reverse()) {
      try {
        await close();
      } catch (error) {
        clean = false;
        log.error({ reason: reasonOf(error) }, `could not close ${what}`);
      }
    }
    return clean;
  }

  return {
    add: (what, close) => void open.push({ what, close }),
    all: () => (closing ??= closeAll()),
    begun: () => closing !== null,
  };
}
