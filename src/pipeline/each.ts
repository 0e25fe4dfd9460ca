// Works through a list in order: where one server, channel or message fails, the others go on.
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
