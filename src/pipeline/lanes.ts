// Work in lanes: what enters one lane is done in its order, one after the other; lanes do not wait for each other.

export interface Lanes {
  /** Does `task` after what entered the lane before; null when more than `most` wait in all lanes together. */
  enter<T>(lane: string, task: () => Promise<T>, most: number): Promise<T> | null;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  let waiting = 0;
  return {
    enter(lane, task, most) {
      if (waiting >= most) return null;
      waiting += 1;
      const done = (last.get(lane) ?? Promise.resolve()).then(task);
      const tail: Promise<unknown> = done
        .catch(() => undefined) // whoever entered hears of the failure
        .then(() => {
          waiting -= 1;
          if (last.get(lane) === tail) last.delete(lane);
        });
      last.set(lane, tail);
      return done;
    },
  };
}
