// Work that nobody waits for on the gateway's path: failures are logged, and stopping waits for all of it.
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';

interface Rhythm {
  /** From the end of a run to the next, in milliseconds. */
  readonly everyMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Background {
  /** Starts a task; `what` names it in the log if it fails. */
  run(what: string, task: () => Promise<unknown>): void;
  /** Runs a task now, and again and again until the signal aborts. A run that fails is logged; the next comes in its time. */
  repeat(what: string, task: () => Promise<unknown>, rhythm: Rhythm): void;
  /** Resolves when every task started so far, and those they start, are over. */
  settled(): Promise<void>;
}

/** What fails after `stopping` has aborted was cut short: it is logged for debugging only. */
export function createBackground(log: Log, stopping?: AbortSignal): Background {
  const tasks = new Set<Promise<void>>();
  const attempt = (what: string, task: () => Promise<unknown>) =>
    task().catch((error: unknown) => {
      const facts = { what, reason: reasonOf(error) };
      if (stopping?.aborted) log.debug(facts, 'a background task was cut short');
      else log.error(facts, 'a background task failed');
    });
  const keep = (task: Promise<unknown>) => {
    const running = task.then(() => void tasks.delete(running));
    tasks.add(running);
  };

  async function again(
    what: string,
    task: () => Promise<unknown>,
    { everyMs, clock, signal }: Rhythm,
  ): Promise<void> {
    while (!signal.aborted) {
      await attempt(what, task);
      await clock.wait(everyMs, signal).catch(() => undefined);
    }
  }

  return {
    run: (what, task) => keep(attempt(what, task)),
    repeat: (what, task, rhythm) => keep(again(what, task, rhythm)),
    async settled() {
      while (tasks.size > 0) await Promise.all(tasks);
    },
  };
}
