// Operations under way, so that closing can wait for them: the driver would cut them off.

export interface Running {
  /** The same object, whose methods' promises are waited for by `settled`. */
  readonly watch: <T extends object>(part: T) => T;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
}

type Method = (...facts: unknown[]) => Promise<unknown>;

export function runningOperations(): Running {
  const running = new Set<Promise<unknown>>();
  const watched = (method: Method): Method => {
    return async (...facts) => {
      const operation = method(...facts);
      running.add(operation);
      try {
        return await operation;
      } finally {
        running.delete(operation);
      }
    };
  };
  return {
    watch: <T extends object>(part: T) =>
      Object.fromEntries(
        Object.entries(part).map(([name, method]) => [name, watched(method as Method)]),
      ) as T,
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
