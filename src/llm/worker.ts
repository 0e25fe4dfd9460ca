// Runs work in threads, from the program as it runs: compiled, or as it is written.
import { Worker } from 'node:worker_threads';

/** Compiled; on Node 22 and later, which read TypeScript if asked to; on Node 20, which needs a loader. */
function program(here: string): { readonly file: string; readonly execArgv: string[] } {
  if (here.endsWith('.js')) return { file: './worker.js', execArgv: [] };
  const readsTypeScript = Number(process.versions.node.split('.')[0]) >= 22;
  return readsTypeScript
    ? { file: './worker.ts', execArgv: ['--experimental-transform-types', '--no-warnings'] }
    : { file: './uncompiled.worker.js', execArgv: [] };
}

interface Work<Message, Result> {
  /** The module (its import.meta.url) beside which the `worker` lies. */
  readonly here: string;
  /** What the thread is given. */
  readonly task: unknown;
  /** Takes each message of the thread, of which one gives the result or the failure. */
  readonly hear: (
    message: Message,
    resolve: (result: Result) => void,
    reject: (error: Error) => void,
  ) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with the signal's reason where it is aborted before, and with an error where the thread fails or is stopped. */
export async function runInThread<Message, Result>({
  here,
  task,
  hear,
  signal,
}: Work<Message, Result>): Promise<Result> {
  signal?.throwIfAborted();
  const { file, execArgv } = program(here);
  const worker = new Worker(new URL(file, here), { workerData: task, execArgv });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<Result>((resolve, reject) => {
      worker.on('message', (message: Message) => hear(message, resolve, reject));
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('its thread ended')));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
