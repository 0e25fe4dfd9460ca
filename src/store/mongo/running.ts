// Keeps count of running operations, so that closing can wait for them: the driver would abort them.

export interface Running {
  /** Returns a copy of the object; `settled` waits for the promises of its methods. */
  readonly watch: <T extends object>(part: T) => T;
  /** Resolves when no operation is running. */
  readonly settled: () => Promise<void>;
}

type Method = (...facts: unknown[]) => Promise<unknown>;

/** `translate` turns the error of an operation into the one that its caller gets. */
export function runningOperations(translate: (error: unknown) => unknown): Running {
  const running = new Set<Promise<unknown>>();
  const watched = (method: Method): Method => {
    return async (...facts) => {
      const operation = method(...facts);
      running.add(operation);
      try {
        return await operation;
      } catch (error) {
        throw translate(error);
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
