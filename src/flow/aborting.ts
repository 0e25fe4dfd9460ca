// Work with an end: by a stop, or after a while.
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

export interface Deadline {
  /** Milliseconds that the work may take. */
  readonly ms: number;
  readonly clock: Clock;
  /** Ends the work too; none unless given. */
  readonly signal?: AbortSignal;
  /** Why the work is ended when the time is up. */
  readonly late: () => Error;
}

/** Does `work` with a signal that aborts when the time is up, or as the signal that was given. Settles as `work` does. */
export async function withDeadline<T>(
  { ms, clock, signal, late }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [over, tooLate] = [new AbortController(), new AbortController()];
  const given = signal ? [signal] : [];
  clock.wait(ms, AbortSignal.any([over.signal, ...given])).then(
    () => tooLate.abort(late()),
    () => undefined, // the work ended in time, or the signal aborted
  );
  try {
    return await work(AbortSignal.any([tooLate.signal, ...given]));
  } finally {
    over.abort();
  }
}
