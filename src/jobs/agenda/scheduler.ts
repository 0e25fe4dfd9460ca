// Jobs as data, run by Agenda: one schedule a job and guild, retried with backoff, drained and unlocked at the end.
import { randomUUID } from 'node:crypto';
import { Agenda, InMemoryNotificationChannel, toJobId } from 'agenda';
import type { JobParameters } from 'agenda';
import { systemClock } from '../../clock.ts';
import type { Clock } from '../../clock.ts';
import { BarometerError, reasonOf } from '../../errors.ts';
import type { GuildId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Job, Scheduler } from '../job.ts';
import type { JobsBackend, Times } from './backend.ts';
import { HoldingRepository } from './holding.ts';
import { dataOf, failureOf, hasTimes, timesOf } from './rows.ts';
import { runner } from './runner.ts';
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
    // Agenda would wait for ever on a backend that cannot connect.
    await backend.connect();
    await backend.uniqueByGuild();
    const channel = new InMemoryNotificationChannel();
    const agenda = new Agenda({
      notificationChannel: channel,
      name: owner,
      backend: {
        name: backend.name,
        repository: holding.repository,
        ownsConnection: false,
        connect: () => Promise.resolve(),
        disconnect: () => Promise.resolve(),
      },
      processEvery: timing.processEveryMs,
      defaultLockLifetime: timing.lockLifetimeMs,
      defaultConcurrency: timing.concurrency,
      maxConcurrency: timing.concurrency * Math.max(1, jobs.length),
      defaultLockLimit: 0, // `holding` limits the locks
    });
    refillAfterRuns(agenda, channel);
    agenda.on('error', (error) => log.error({ err: error }, 'a job could not be run'));
    for (const job of jobs) {
      agenda.define(job.name, runner({ job, holding, clock, log, timing, stopping: stopping.signal }));
    }
    await agenda.ready;
    return agenda;
  };
  const ready = (): Promise<Agenda> =>
    (connected ??= connect().catch((error: unknown) => {
      connected = undefined; // the database may be there next time
      throw error;
    }));
  const inWords = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw backend.storeErrorOf(error);
    }
  };

  const start = async (): Promise<void> => {
    const agenda = await ready();
    stopping.signal.throwIfAborted();
    await agenda.start();
  };

  const find = async (name: string, guildId: GuildId | null): Promise<JobParameters | undefined> =>
    (await backend.repository.queryJobs({ name, data: dataOf(guildId) })).jobs[0];

  const insert = async (agenda: Agenda, name: string, guildId: GuildId | null, times: Times) => {
    const data = dataOf(guildId);
    const job = agenda.create(name, data).unique({ 'data.guild': data.guild }, { insertOnly: true });
    job.repeatEvery(times.repeatInterval, { timezone: times.repeatTimezone });
    // Agenda counts an interval from the last run and would drift off the clock.
    job.schedule(times.nextRunAt);
    try {
      return (await job.save()).attrs;
    } catch (error) {
      // Another process may have been first, which the unique index tells.
      const held = await find(name, guildId);
      if (!held) throw error;
      return held;
    }
  };

  return {
    async schedule(name, guildId, schedule) {
      if (!names.includes(name)) throw new UnknownJobError(name);
      await inWords(async () => {
        const agenda = await ready();
        const times = timesOf(schedule, clock.now());
        const held = (await find(name, guildId)) ?? (await insert(agenda, name, guildId, times));
        // Saying the same again, as every start does, must not move a due time that has come.
        if (held._id && !hasTimes(held, times)) await backend.retime(held._id, times);
      });
    },

    cancel: (name, guildId) =>
      inWords(async () => {
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
      const { running } = await agenda.drain({ timeout: timing.drainMs, closeConnection: false });
      if (running > 0) log.warn({ running }, 'jobs did not end in time; they run again at the next start');
      await holding.release().catch((error: unknown) => {
        const facts = { reason: reasonOf(backend.storeErrorOf(error)) };
        log.warn(facts, 'the locks of jobs could not be given back: they run out by themselves');
      });
      if (backend.ownsConnection) await backend.disconnect();
    },

    async failures() {
      await ready();
      const { jobs: rows } = await backend.repository.queryJobs({ names });
      return rows.flatMap(failureOf).toSorted((a, b) => b.failedAt - a.failedAt);
    },
  };
}

/** When a run ends the next due job is looked for at once; else a thousand guilds due together would wait for many scans. */
function refillAfterRuns(agenda: Agenda, channel: InMemoryNotificationChannel): void {
  agenda.on('complete', ({ attrs }) => {
    const due = new Date();
    const news = { jobId: toJobId(''), jobName: attrs.name, nextRunAt: due, priority: 0, timestamp: due };
    // Agenda counts the run as over only after it has told of its end.
    setImmediate(() => {
      if (channel.state === 'connected') void channel.publish(news);
    });
  });
}
