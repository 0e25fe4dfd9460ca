// Work that nobody waits for on the gateway's path: failures are logged, and stopping waits for all of it.
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';

export interface Background {
  /** Starts a task; `what` names it in the log if it fails. */
  run(what: string, task: () => Promise<unknown>): void;
  /** Resolves when every task started so far, and those they start, are over. */
  settled(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const tasks = new Set<Promise<void>>();
  return {
    run(what, task) {
      const running = task()
        .catch((error: unknown) => log.error({ what, reason: reasonOf(error) }, 'a background task failed'))
        .then(() => void tasks.delete(running));
      tasks.add(running);
    },
    async settled() {
      while (tasks.size > 0) await Promise.all(tasks);
    },
  };
}
