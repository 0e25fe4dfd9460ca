// Remembers what was found out lately.
import { setNewest } from '../newest.ts';

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
      setNewest(held, key, found, most);
      return found;
    },
    remember: (key, value) => setNewest(held, key, value, most),
  };
}
