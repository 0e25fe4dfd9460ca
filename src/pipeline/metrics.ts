// How judging keeps up: for /status, and for operators a line in the log every few minutes.
import type { Clock } from '../clock.ts';
import type { Judge } from '../llm/judge.ts';
import type { Log } from '../log.ts';
import type { JudgingQueue } from '../store/store.ts';
import type { Judging } from './judging.ts';

export interface QueueFacts {
  /** Messages that wait for a verdict. */
  readonly pending: number;
  /** When the oldest of them was written, in milliseconds since 1970; null when none waits. */
  readonly oldestAt: number | null;
  /** Verdicts in the last minute. */
  readonly perMinute: number;
  /** Since the start: texts that the model read, and texts that were known from an equal one. */
  readonly read: number;
  readonly remembered: number;
  /** What cannot be used for the moment and is tried again, so that messages wait; null for nothing. */
  readonly waitsFor: 'model' | 'store' | null;
}

export interface MetricsOptions {
  readonly queue: JudgingQueue;
  readonly judging: Judging;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often `report` is to be called, in milliseconds. */
export const REPORT_EVERY = 5 * 60_000;

export interface Metrics {
  queue(): Promise<QueueFacts>;
  /** Says how judging keeps up; nothing while nothing is written. Throws what the store throws. */
  report(): Promise<void>;
}

export function createMetrics({ queue: waiting, judging, judge, clock, log }: MetricsOptions): Metrics {
  let told = 0;

  async function queue(): Promise<QueueFacts> {
    const [pending, [oldest]] = await Promise.all([waiting.countPending(), waiting.pending(1)]);
    const { read, hits } = judge.stats();
    const { perMinute, waitsFor } = judging.stats();
    return { pending, oldestAt: oldest?.createdAt ?? null, perMinute, read, remembered: hits, waitsFor };
  }

  async function report(): Promise<void> {
    const { judged } = judging.stats();
    const { oldestAt, ...facts } = await queue();
    if (judged === told && facts.pending === 0) return;
    const oldestSeconds = oldestAt === null ? 0 : Math.round((clock.now() - oldestAt) / 1000);
    log.info({ ...facts, oldestSeconds, judged: judged - told }, 'Judging');
    told = judged;
  }

  return { queue, report };
}
