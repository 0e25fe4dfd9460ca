// Rewrites a file in a thread of its own, so that the program goes on meanwhile.
import { Worker } from 'node:worker_threads';
import type { Progress } from '../progress.ts';
import type { Message, Task } from './worker.ts';

/** Compiled; on Node 22 and later, which read TypeScript if asked to; on Node 20, which needs a loader. */
function program(): { readonly file: string; readonly execArgv: string[] } {
  if (import.meta.url.endsWith('.js')) return { file: './worker.js', execArgv: [] };
  const readsTypeScript = Number(process.versions.node.split('.')[0]) >= 22;
  return readsTypeScript
    ? { file: './worker.ts', execArgv: ['--experimental-transform-types', '--no-warnings'] }
    : { file: './uncompiled.worker.js', execArgv: [] };
}

/** Returns the SHA-256 of the new file. Rejects with the reason where it could not be made, and on abort. */
export async function rewriteInThread(task: Task, progress: Progress, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  const { file, execArgv } = program();
  const worker = new Worker(new URL(file, import.meta.url), { workerData: task, execArgv });
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
