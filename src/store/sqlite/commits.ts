// Writes of one turn of the event loop share one commit, so that thousands of writes a second need few commits.
import type Sqlite from 'better-sqlite3';

/** Writes in one transaction: bounds how long the event loop is held. */
const GROUP = 128;

interface Waiting {
  readonly run: () => unknown;
  readonly synced: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface Commits {
  /**
   * Resolves once `work` is committed, and, where `synced`, on the disk.
   * `work` touches the database only: it may run twice, and alone the second time.
   */
  write<T>(work: () => T, synced: boolean): Promise<T>;
  /** Commits all waiting writes now. */
  flush(): void;
}

/** `committed` is called after each commit. */
export function groupCommits(handle: Sqlite.Database, committed: () => void): Commits {
  const waiting: Waiting[] = [];
  let scheduled = false;
  let mode: 'FULL' | 'NORMAL' | null = null;
  const transaction = handle.transaction((group: readonly Waiting[]) => group.map(({ run }) => run()));

  const sync = (wanted: 'FULL' | 'NORMAL') => {
    if (wanted !== mode) handle.pragma(`synchronous = ${wanted}`);
    mode = wanted;
  };
  const commit = (group: readonly Waiting[]): void => {
    try {
      sync(group.some(({ synced }) => synced) ? 'FULL' : 'NORMAL');
      const results = transaction.immediate(group);
      group.forEach(({ resolve }, index) => resolve(results[index]));
    } catch (error) {
      // A write that fails must not fail its neighbours: each is tried alone.
      if (group.length > 1) for (const one of group) commit([one]);
      else for (const { reject } of group) reject(error);
    }
    committed();
  };
  const turn = () => {
    commit(waiting.splice(0, GROUP));
    scheduled = waiting.length > 0;
    if (scheduled) setImmediate(turn);
  };
  return {
    write: <T>(work: () => T, synced: boolean) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ run: work, synced, resolve: (result) => resolve(result as T), reject });
        if (!scheduled) setImmediate(turn);
        scheduled = true;
      }),
    flush: () => {
      while (waiting.length > 0) commit(waiting.splice(0, GROUP));
    },
  };
}
