// Rewrites a file in a thread of its own, so that the program goes on meanwhile.
import { runInThread } from '../../worker.ts';
import type { Progress } from '../progress.ts';
import type { Message, Task } from './worker.ts';

/** Returns the SHA-256 of the new file. Rejects with the reason where it could not be made, and on abort. */
export function rewriteInThread(task: Task, progress: Progress, signal?: AbortSignal): Promise<string> {
  return runInThread<Message, string>({
    ...{ here: import.meta.url, task, signal },
    hear(message, resolve, reject) {
      if (message.kind === 'progress') progress.at(message.done, message.total);
      else if (message.kind === 'done') resolve(message.sha256);
      else reject(new Error(message.reason));
    },
  });
}
