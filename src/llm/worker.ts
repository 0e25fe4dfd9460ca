// Starts threads from the program as it runs: compiled, or as it is written.
import { Worker } from 'node:worker_threads';

/** Compiled; on Node 22 and later, which read TypeScript if asked to; on Node 20, which needs a loader. */
function program(here: string): { readonly file: string; readonly execArgv: string[] } {
  if (here.endsWith('.js')) return { file: './worker.js', execArgv: [] };
  const readsTypeScript = Number(process.versions.node.split('.')[0]) >= 22;
  return readsTypeScript
    ? { file: './worker.ts', execArgv: ['--experimental-transform-types', '--no-warnings'] }
    : { file: './uncompiled.worker.js', execArgv: [] };
}

/** Runs the `worker` that lies beside the module at `here` (its import.meta.url), with `task` as its data. */
export function startWorker(here: string, task: unknown): Worker {
  const { file, execArgv } = program(here);
  return new Worker(new URL(file, here), { workerData: task, execArgv });
}
