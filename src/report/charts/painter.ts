// Draws charts in a thread of its own, which is started when the first is asked for and again after it died.
import { Worker } from 'node:worker_threads';
import { endsWithin } from '../../flow/aborting.ts';
import type { Clock } from '../../clock.ts';
import { BarometerError, reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { ChartSpec, Drawing } from './spec.ts';
import type { Done, Task } from './worker.ts';

export interface Painter {
  /**
   * Null where it failed, which is logged: the report is posted without a chart.
   * Throws ChartFailedError once it is closed: the report is made again after the next start, with its chart.
   */
  draw(spec: ChartSpec): Promise<Drawing | null>;
  /** Ends the thread; what is being drawn fails. */
  close(): Promise<void>;
}

class ChartFailedError extends BarometerError {
  constructor(
    readonly kind: ChartSpec['kind'],
    readonly reason: string,
  ) {
    super(`the ${kind} chart could not be drawn (${reason})`);
  }
}

interface Waiting {
  readonly resolve: (drawing: Drawing) => void;
  readonly reject: (error: Error) => void;
  readonly kind: ChartSpec['kind'];
}

/** A drawing that takes longer hangs, in milliseconds. The first one also loads the library and fonts. */
const PATIENCE = 10_000;

export interface PainterOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Another thread, for tests. */
  readonly start?: () => Worker;
}

export function createPainter({ log, clock, start = startWorker }: PainterOptions): Painter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let closed = false;
  let last = 0;

  /** The thread is gone: all that it was drawing fails. */
  function lose(lost: Worker, reason: string): void {
    if (worker !== lost) return;
    worker = null;
    for (const { reject, kind } of waiting.values()) reject(new ChartFailedError(kind, reason));
    waiting.clear();
  }

  function open(): Worker {
    const made = start();
    made.on('message', (done: Done) => {
      settle(done, waiting);
      // While nothing is drawn, the thread keeps no process alive.
      if (waiting.size === 0) made.unref();
    });
    made.on('error', (error) => lose(made, reasonOf(error)));
    made.on('exit', () => lose(made, 'the drawing thread ended'));
    return made;
  }

  async function ask(spec: ChartSpec): Promise<Drawing> {
    if (closed) throw new ChartFailedError(spec.kind, 'the program is stopping');
    worker ??= open();
    const asked = worker;
    const id = ++last;
    const drawing = new Promise<Drawing>((resolve, reject) => {
      waiting.set(id, { resolve, reject, kind: spec.kind });
    });
    asked.ref();
    asked.postMessage({ id, spec } satisfies Task);
    if (!(await endsWithin(drawing, PATIENCE, clock))) {
      lose(asked, 'it took too long');
      void asked.terminate();
    }
    return drawing;
  }

  return {
    draw: (spec) =>
      ask(spec).catch((error: unknown) => {
        if (closed) throw error;
        log.warn({ reason: reasonOf(error) }, 'a report goes without its chart');
        return null;
      }),
    async close() {
      closed = true;
      const ending = worker;
      if (!ending) return;
      lose(ending, 'the program is stopping');
      await ending.terminate();
    },
  };
}

function settle(done: Done, waiting: Map<number, Waiting>): void {
  const task = waiting.get(done.id);
  waiting.delete(done.id);
  if ('drawing' in done) task?.resolve(done.drawing);
  else task?.reject(new ChartFailedError(task.kind, done.failure));
}

function startWorker(): Worker {
  const isCompiled = import.meta.url.endsWith('.js');
  return new Worker(new URL(isCompiled ? './worker.js' : './uncompiled.worker.js', import.meta.url));
}
