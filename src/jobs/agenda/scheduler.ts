// Jobs as data, run by Agenda: one schedule a job and guild, retried with backoff, drained and unlocked at the end.
import { randomUUID } from 'node:crypto';
import type { Agenda, JobParameters } from 'agenda';
import { systemClock } from '../../clock.ts';
import type { Clock } from '../../clock.ts';
import { BarometerError, reasonOf } from '../../errors.ts';
import type { GuildId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Job, Scheduler } from '../job.ts';
import type { JobsBackend, Times } from './backend.ts';
import { createBoard } from './board.ts';
import { HoldingRepository } from './holding.ts';
import { openAgenda } from './opening.ts';
import { dataOf, failureOf, hasTimes, timesOf } from './rows.ts';
import { DEFAULT_TIMING } from './timing.ts';
import type { Timing } from './timing.ts';

class UnknownJobError extends BarometerError {
  constructor(readonly job: string) {
    super(`There is no job "${job}" to schedule: list it where the scheduler is built.`);
  }
}

export interface SchedulerOptions {
  readonly backend: JobsBackend;
  readonly jobs: readonly Job[];
  readonly log: Log;
  readonly clock?: Clock;
  readonly timing?: Partial<Timing>;
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { backend, jobs, log, clock = systemClock } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const names = jobs.map(({ name }) => name);
  const owner = `barometer-${randomUUID()}`;
  const holding = new HoldingRepository(backend.repository, owner, timing);
  const stopping = new AbortController();
  let connected: Promise<Agenda> | undefined;
  let started: Promise<void> | undefined;

  const connect = async (): Promise<Agenda> => {
    stopping.signal.throwIfAborted();
    return openAgenda({ backend, jobs, holding, owner, log, clock, timing, stopping: stopping.signal });
  };
  const ready = (): Promise<Agenda> =>
    (connected ??= connect().catch((error: unknown) => {
      connected = undefined; // the database may be there next time
      throw error;
    }));
  const start = async (): Promise<void> => {
    const agenda = await ready();
    stopping.signal.throwIfAborted();
    await agenda.start();
  };

  return {
    ...createBoard(backend, clock, ready),

    async schedule(name, guildId, schedule) {
      if (!names.includes(name)) throw new UnknownJobError(name);
      await asStoreErrors(backend, async () =>
        setTimes(await ready(), backend, { name, guildId }, timesOf(schedule, clock.now())),
      );
    },

    cancel: (name, guildId) =>
      asStoreErrors(backend, async () => {
        await ready();
        await backend.repository.removeJobs({ name, data: dataOf(guildId) });
      }),

    start: () => (started = start()),

    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      const agenda = await connected?.catch(() => undefined); // whoever asked for it hears of the failure
      if (!agenda) return;
      await Promise.allSettled([started]); // what is half started cannot be drained
      await drain(agenda, timing, log);
      await giveLocksBack(holding, backend, log);
      if (backend.ownsConnection) await backend.disconnect();
    },

    async failures() {
      await ready();
      const { jobs: rows } = await backend.repository.queryJobs({ names });
      return rows.flatMap(failureOf).toSorted((a, b) => b.failedAt - a.failedAt);
    },
  };
}

/** Does `task`; throws a StoreUnavailableError where the database cannot be used for the moment. */
async function asStoreErrors<T>(backend: JobsBackend, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw backend.storeErrorOf(error);
  }
}

interface JobName {
  readonly name: string;
  readonly guildId: GuildId | null;
}

async function setTimes(agenda: Agenda, backend: JobsBackend, job: JobName, times: Times): Promise<void> {
  const held = (await find(backend, job)) ?? (await insert(agenda, backend, job, times));
  // Every start sets the same times again, which must not move a job that is due.
  if (held._id && !hasTimes(held, times)) await backend.retime(held._id, times);
}

async function find(backend: JobsBackend, { name, guildId }: JobName): Promise<JobParameters | undefined> {
  return (await backend.repository.queryJobs({ name, data: dataOf(guildId) })).jobs[0];
}

async function insert(agenda: Agenda, backend: JobsBackend, { name, guildId }: JobName, times: Times) {
  const data = dataOf(guildId);
  const job = agenda.create(name, data).unique({ 'data.guild': data.guild }, { insertOnly: true });
  job.repeatEvery(times.repeatInterval, { timezone: times.repeatTimezone });
  // Agenda counts an interval from the last run and would drift off the clock.
  job.schedule(times.nextRunAt);
  try {
    return (await job.save()).attrs;
  } catch (error) {
    // The unique index refused it: another process was first.
    const held = await find(backend, { name, guildId });
    if (!held) throw error;
    return held;
  }
}

async function drain(agenda: Agenda, { drainMs }: Timing, log: Log): Promise<void> {
  const { running } = await agenda.drain({ timeout: drainMs, closeConnection: false });
  if (running > 0) log.warn({ running }, 'jobs did not end in time; they run again at the next start');
}

async function giveLocksBack(holding: HoldingRepository, backend: JobsBackend, log: Log): Promise<void> {
  try {
    await holding.release();
  } catch (error) {
    const facts = { reason: reasonOf(backend.storeErrorOf(error)) };
    log.warn(facts, 'the locks of jobs could not be given back: they run out by themselves');
  }
}
