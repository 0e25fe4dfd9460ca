// Agenda over a backend: connected, and with every job of ours defined.
import { Agenda, InMemoryNotificationChannel, toJobId } from 'agenda';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Job } from '../job.ts';
import type { JobsBackend } from './backend.ts';
import type { HoldingRepository } from './holding.ts';
import { runner } from './runner.ts';
import type { Timing } from './timing.ts';

export interface AgendaOptions {
  readonly backend: JobsBackend;
  readonly jobs: readonly Job[];
  readonly holding: HoldingRepository;
  /** Names this process among those that share the database. */
  readonly owner: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Aborted when the scheduler stops. */
  readonly stopping: AbortSignal;
}

/** Ready to be asked and to be started. Throws what the backend throws where it cannot connect. */
export async function openAgenda(options: AgendaOptions): Promise<Agenda> {
  const { backend, jobs, holding, owner, log, timing } = options;
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
  for (const job of jobs) agenda.define(job.name, runner({ ...options, job }));
  await agenda.ready;
  return agenda;
}

/** Looks for the next due job as soon as a run ends; else a thousand guilds due at once would wait for many scans. */
function refillAfterRuns(agenda: Agenda, channel: InMemoryNotificationChannel): void {
  agenda.on('complete', ({ attrs }) => {
    const due = new Date();
    const news = { jobId: toJobId(''), jobName: attrs.name, nextRunAt: due, priority: 0, timestamp: due };
    // Agenda emits 'complete' before it counts the run as over.
    setImmediate(() => {
      if (channel.state === 'connected') void channel.publish(news);
    });
  });
}
