// Fits a head in a thread of its own: it takes seconds, and the program goes on meanwhile.
import { BarometerError, reasonOf } from '../../errors.ts';
import type { FittedSentiment, LabelledFeatures } from '../heads/fit/sentiment.ts';
import { runInThread } from '../worker.ts';
import type { Message } from './worker.ts';

class FitFailedError extends BarometerError {
  constructor(readonly reason: string) {
    super(`The head could not be fitted (${reason}).`);
  }
}

/** @throws FitFailedError, and the reason of `signal` when it aborts */
export async function fitInThread(
  rows: readonly LabelledFeatures[],
  signal: AbortSignal,
): Promise<FittedSentiment> {
  try {
    return await runInThread<Message, FittedSentiment>({
      ...{ here: import.meta.url, task: rows, signal },
      hear(message, resolve, reject) {
        if (message.kind === 'done') resolve(message.fitted);
        else reject(new Error(message.reason));
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new FitFailedError(reasonOf(error));
  }
}
