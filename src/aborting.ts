// Waits that hear a stop, for what cannot be told to stop itself.

/**
 * The promise's result; rejects with the signal's reason as soon as it aborts. What the promise stands for goes on, and
 * nobody hears how it ends: only for what may end at any point without harm.
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
