// Waits with an end: by a stop, or after a while, for what cannot be told to stop itself.
import type { Clock } from '../clock.ts';

/**
 * The promise's result; rejects with the signal's reason as soon as it aborts. The work behind the promise goes
 * on, and its result is lost: use this only where that does no harm.
 */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Whether the promise ended within so many milliseconds; rejects as it does. Where it is late, the work behind the promise goes on
 * and its result is lost.
 */
export async function endsWithin(promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const over = new AbortController();
  const late = clock.wait(ms, over.signal).then(
    () => false,
    () => true, // the promise ended first
  );
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    over.abort();
  }
}
