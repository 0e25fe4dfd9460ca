// A database that several schedulers can be opened on, one after another or side by side.
import { setImmediate } from 'node:timers/promises';
import type { JobId, JobParameters } from 'agenda';
import { afterEach } from 'vitest';
import type { GuildId } from '../../../src/ids.ts';
import { createScheduler } from '../../../src/jobs/agenda/index.ts';
import type { JobsBackend, SchedulerOptions } from '../../../src/jobs/agenda/index.ts';
import type { Job, Outcome, Run, Scheduler } from '../../../src/jobs/job.ts';
import { silentLog } from '../../../src/log.ts';

export interface Place {
  /** Another connection to the same jobs. */
  open(): JobsBackend;
}

export const GUILD = '1001' as GuildId;
export const OTHER = '1002' as GuildId;
export const DONE: Outcome = { kind: 'done' };

// Short intervals, so that tests wait for milliseconds only. Locks are long: on a slow machine none runs out by itself.
const QUICK = {
  processEveryMs: 50,
  lockLifetimeMs: 60_000,
  touchEveryMs: 100,
  drainMs: 1_000,
  retryMs: 20,
  retries: 2,
  concurrency: 4,
};

/** For tests in which a lock runs out. */
export const SHORT_LOCK = { lockLifetimeMs: 600 };

export interface Stage {
  /** A scheduler that is stopped when the test ends. */
  scheduler(jobs: readonly Job[], over?: Partial<SchedulerOptions>): Scheduler;
}

export function stageOn(place: () => Place): Stage {
  const open: Scheduler[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((scheduler) => scheduler.stop()));
  });
  return {
    scheduler(jobs, over = {}) {
      const scheduler = createScheduler({
        backend: place().open(),
        log: silentLog,
        jobs,
        ...over,
        timing: { ...QUICK, ...over.timing },
      });
      open.push(scheduler);
      return scheduler;
    },
  };
}

/** A job whose runs a test waits for and answers. */
export interface Watched {
  readonly job: Job;
  readonly runs: Run[];
  /** Resolves when the job has begun `count` runs. */
  readonly begun: (count: number) => Promise<Run>;
}

export function watched(
  answer: (run: Run) => Promise<Outcome> | Outcome = () => DONE,
  name = 'job',
): Watched {
  const runs: Run[] = [];
  let waiting: { count: number; resolve: (run: Run) => void }[] = [];
  return {
    runs,
    begun: (count) =>
      new Promise((resolve) => {
        const run = runs[count - 1];
        if (run) resolve(run);
        else waiting.push({ count, resolve });
      }),
    job: {
      name,
      run: async (run) => {
        runs.push(run);
        for (const { count, resolve } of waiting) if (count === runs.length) resolve(run);
        waiting = waiting.filter(({ count }) => count > runs.length);
        return answer(run);
      },
    },
  };
}

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Reads again and again, with a turn of the event loop between, until the result fits. */
export async function until<T>(read: () => Promise<T>, enough: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await read();
    if (enough(found)) return found;
    await setImmediate();
  }
}

/** An answer that a job waits for until the test gives it. */
export function later(): { answer: Promise<Outcome>; finish: (outcome: Outcome) => void } {
  let finish: (outcome: Outcome) => void = () => undefined;
  const answer = new Promise<Outcome>((resolve) => (finish = resolve));
  return { answer, finish: (outcome) => finish(outcome) };
}

export const SECOND = { everyMs: 1_000, timeZone: 'UTC' };
/** At 03:30 UTC. */
export const DAILY = { cron: '0 9 * * *', timeZone: 'Asia/Kolkata' };
export const DAY = 24 * 60 * 60 * 1_000;

/** The stored jobs, read without a scheduler. */
export interface Look {
  readonly backend: JobsBackend;
  readonly rows: () => Promise<JobParameters[]>;
  /** The only job. */
  readonly row: () => Promise<JobParameters & { _id: JobId }>;
  /** Makes the only job due since `by` milliseconds; returns when it was due. */
  readonly overdue: (by: number) => Promise<number>;
}

export function lookAt(backend: JobsBackend): Look {
  const rows = async () => (await backend.repository.queryJobs()).jobs;
  const row = async () => {
    const [only] = await rows();
    if (!only?._id) throw new Error('no job is held');
    return { ...only, _id: only._id };
  };
  return {
    backend,
    rows,
    row,
    async overdue(by) {
      const nextRunAt = new Date(Date.now() - by);
      await backend.repository.saveJobState({ ...(await row()), nextRunAt }, undefined);
      return nextRunAt.getTime();
    },
  };
}
