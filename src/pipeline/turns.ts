// The chat queue: one answer at a time, a bounded number waiting.

export interface Turns {
  /** Runs the task when its turn comes; null when too many wait already. */
  enter<T>(task: () => Promise<T>): Promise<T> | null;
}

export function createTurns(limit: number): Turns {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    enter(task) {
      if (waiting >= limit) return null;
      waiting += 1;
      const turn = last.then(task).finally(() => (waiting -= 1));
      last = turn.catch(() => undefined); // whoever entered hears of the failure
      return turn;
    },
  };
}
