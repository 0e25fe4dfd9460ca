// Work in lanes: what enters one lane is done in its order, one after the other; lanes do not wait for each other.

export interface Lanes {
  /**
   * Does `task` after what entered the lane before. The promise settles as the task does; one that fails does not stop
   * those behind it.
   */
  enter<T>(lane: string, task: () => Promise<T>): Promise<T>;
  /** The same; null when `most` or more tasks of all lanes are under way or wait. */
  enter<T>(lane: string, task: () => Promise<T>, most: number): Promise<T> | null;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  let waiting = 0;

  function enter<T>(lane: string, task: () => Promise<T>): Promise<T>;
  function enter<T>(lane: string, task: () => Promise<T>, most: number): Promise<T> | null;
  function enter<T>(lane: string, task: () => Promise<T>, most = Infinity): Promise<T> | null {
    if (waiting >= most) return null;
    waiting += 1;
    const done = (last.get(lane) ?? Promise.resolve()).then(task).finally(() => (waiting -= 1));
    const tail: Promise<unknown> = done
      .catch(() => undefined) // whoever entered hears of the failure
      .then(() => {
        if (last.get(lane) === tail) last.delete(lane);
      });
    last.set(lane, tail);
    return done;
  }

  return { enter };
}
