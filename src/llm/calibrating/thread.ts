// Fits a head in a thread of its own: it takes seconds, and the program goes on meanwhile.
import { BarometerError } from '../../errors.ts';
import type { FittedSentiment, LabelledFeatures } from '../heads/fit/sentiment.ts';
import { startWorker } from '../worker.ts';
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
  signal.throwIfAborted();
  const worker = startWorker(import.meta.url, rows);
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<FittedSentiment>((resolve, reject) => {
      worker.on('message', (message: Message) => {
        if (message.kind === 'done') resolve(message.fitted);
        else reject(new FitFailedError(message.reason));
      });
      worker.on('error', (error) => reject(new FitFailedError(error.message)));
      worker.on('exit', () => reject(new FitFailedError('its thread ended')));
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
