// Writes of one turn of the event loop share one commit, so that thousands a second cost few syncs of the disk.
import type Sqlite from 'better-sqlite3';

/** Writes in one transaction: bounds how long the event loop is held. */
const GROUP = 128;

interface Waiting {
  readonly run: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface Commits {
  /** Resolves once `work` is durable. `work` touches the database only: it may run twice, and alone the second time. */
  write<T>(work: () => T): Promise<T>;
  /** Commits what waits. */
  flush(): void;
}

export function groupCommits(handle: Sqlite.Database): Commits {
  const waiting: Waiting[] = [];
  let scheduled = false;
  const transaction = handle.transaction((group: readonly Waiting[]) => group.map(({ run }) => run()));

  const commit = (group: readonly Waiting[]): void => {
    try {
      const results = transaction.immediate(group);
      group.forEach(({ resolve }, index) => resolve(results[index]));
    } catch (error) {
      // One bad write must not take its neighbours along.
      if (group.length > 1) for (const one of group) commit([one]);
      else for (const { reject } of group) reject(error);
    }
  };
  const turn = () => {
    commit(waiting.splice(0, GROUP));
    scheduled = waiting.length > 0;
    if (scheduled) setImmediate(turn);
  };
  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ run: work, resolve: (result) => resolve(result as T), reject });
        if (!scheduled) setImmediate(turn);
        scheduled = true;
      }),
    flush: () => {
      while (waiting.length > 0) commit(waiting.splice(0, GROUP));
    },
  };
}
