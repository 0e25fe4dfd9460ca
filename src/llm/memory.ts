// Remembers what was found out lately.

export interface Memory<T> {
  recall(key: string): T | undefined;
  remember(key: string, value: T): void;
}

/** Holds `most` values; what was recalled or remembered the longest ago goes first. */
export function createMemory<T>(most: number): Memory<T> {
  const held = new Map<string, T>();
  return {
    recall(key) {
      const found = held.get(key);
      if (found === undefined) return undefined;
      held.delete(key);
      held.set(key, found);
      return found;
    },
    remember(key, value) {
      held.set(key, value);
      for (const oldest of held.keys()) {
        if (held.size <= most) break;
        held.delete(oldest);
      }
    },
  };
}
