// A store that can't be used for a moment: what is to be kept waits in memory and is tried again.
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { backoff } from '../flow/backoff.ts';
import type { Log } from '../log.ts';
import { StoreUnavailableError } from '../store/errors.ts';

export interface Waiting {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Between two tries, in milliseconds. */
const PAUSES = { least: 500, most: 15_000 };

/**
 * Tries `task` until the store can be used; `what` names it in the log, once.
 * Rejects at once with every other error, and with the signal's reason when it aborts meanwhile.
 */
export async function untilStoreAnswers<T>(
  what: string,
  task: () => Promise<T>,
  { clock, log, signal }: Waiting,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      if (failures === 1) log.warn({ what, reason: reasonOf(error) }, 'waiting for the store');
      await clock.wait(backoff(failures, PAUSES), signal);
    }
  }
}
