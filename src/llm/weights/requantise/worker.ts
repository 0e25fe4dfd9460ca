// The thread that rewrites one file: its paths come as data, progress and the end go as messages.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { reasonOf } from '../../../errors.ts';
import { rewriteAsIQ4 } from './rewrite.ts';

const task = z.object({ source: z.string(), target: z.string() });
export type Task = z.infer<typeof task>;

export type Message =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly sha256: string }
  | { readonly kind: 'failed'; readonly reason: string };

const say = (message: Message) => parentPort?.postMessage(message);

async function work(): Promise<void> {
  const { source, target } = task.parse(workerData);
  try {
    const sha256 = await rewriteAsIQ4(source, target, (done, total) =>
      say({ kind: 'progress', done, total }),
    );
    say({ kind: 'done', sha256 });
  } catch (error) {
    say({ kind: 'failed', reason: reasonOf(error) });
  }
}

await work();
