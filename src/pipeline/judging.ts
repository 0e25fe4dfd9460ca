// The judging loop. The store is the queue: messages wait there as pending, so a full queue or a crash loses nothing.
import { orAborted } from '../flow/aborting.ts';
import { reasonOf } from '../errors.ts';
import { createBatchJudging, type BatchOptions } from './judgingBatch.ts';
import { createJudgingPause } from './judgingPause.ts';
import { createRate } from './rate.ts';

export interface JudgingOptions extends BatchOptions {
  /** Messages in a batch. */
  readonly batchSize: number;
}

export interface Judging {
  /** There is, or may be, something to judge. */
  wake(): void;
  /** Resolves when nothing waited at some moment after the call, or when `signal` aborts. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /** Messages judged since the start, and how many of them a minute lately; what judging waits for, if it does. */
  stats(): { judged: number; perMinute: number; waitsFor: 'model' | 'store' | null };
  /** Stops. A batch that is being stored is finished; one that the model is reading waits for the next start. */
  stop(): Promise<void>;
}

export function startJudging(options: JudgingOptions): Judging {
  const { queue, clock, log, batchSize } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const rate = createRate(clock);
  const pause = createJudgingPause(log);
  const judgeBatch = createBatchJudging(options, (n) => rate.count(n), signal);
  let woken = true;
  let rouse = () => {};
  let idle: (() => void)[] = [];

  const hasWoken = () => woken;
  const isStopping = () => signal.aborted;
  const wake = () => {
    woken = true;
    rouse();
  };

  async function round(): Promise<void> {
    woken = false;
    const batch = await orAborted(queue.pending(batchSize), signal);
    if (batch.length > 0) await judgeBatch(batch);
    pause.end();
    if (batch.length > 0) return;
    for (const resolve of idle.splice(0)) resolve();
    if (!hasWoken() && !isStopping()) await new Promise<void>((resolve) => (rouse = resolve));
  }

  async function loop(): Promise<void> {
    while (!isStopping()) {
      try {
        await round();
      } catch (error) {
        if (isStopping())
          log.info({ reason: reasonOf(error) }, 'a batch was cut short: it waits for the next start');
        else await clock.wait(pause.begin(error), signal).catch(() => undefined);
      }
    }
    for (const resolve of idle.splice(0)) resolve();
  }

  const running = loop();
  return {
    wake,
    caughtUp(given) {
      if (given.aborted || isStopping()) return Promise.resolve();
      return new Promise((resolve) => {
        idle = [...idle, resolve];
        given.addEventListener('abort', () => resolve(), { once: true });
        wake();
      });
    },
    stats: () => ({ judged: rate.total(), perMinute: rate.perMinute(), waitsFor: pause.waitsFor() }),
    async stop() {
      stopping.abort();
      rouse();
      await running;
    },
  };
}
