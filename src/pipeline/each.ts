// One after the other, each on its own: a server, channel or message that fails does not stop its neighbours.
import { StoreUnavailableError } from '../store/errors.ts';

/**
 * Does `task` for each of `items`; `failed` hears of those that fail, and the rest go on.
 * Throws StoreUnavailableError at once: the rest would fail too, and all of it is done again later.
 */
export async function eachOf<T>(
  items: Iterable<T>,
  task: (item: T) => Promise<unknown>,
  failed: (error: unknown, item: T) => void,
): Promise<void> {
  for (const item of items) {
    try {
      await task(item);
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      failed(error, item);
    }
  }
}
