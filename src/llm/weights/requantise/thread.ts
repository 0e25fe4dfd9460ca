// Rewrites a file in a thread of its own, so that the program goes on meanwhile.
import { startWorker } from '../../worker.ts';
import type { Progress } from '../progress.ts';
import type { Message, Task } from './worker.ts';

/** Returns the SHA-256 of the new file. Rejects with the reason where it could not be made, and on abort. */
export async function rewriteInThread(task: Task, progress: Progress, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  const worker = startWorker(import.meta.url, task);
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.on('message', (message: Message) => {
        if (message.kind === 'progress') progress.at(message.done, message.total);
        else if (message.kind === 'done') resolve(message.sha256);
        else reject(new Error(message.reason));
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('its thread ended')));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
