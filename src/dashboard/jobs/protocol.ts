// What Agendash's page reads. A job shows its times, its state and its server, and nothing else that it may carry.
import { JOB_STATES, type HeldJob, type JobCounts } from '../../jobs/job.ts';
import type { Schedule } from '../../schedule/fires.ts';
import { MINUTE } from '../../mood/window.ts';

const NONE = { total: 0, running: 0, failed: 0, repeating: 0, scheduled: 0, queued: 0, completed: 0 };

/** Agendash knows pauses; nothing here pauses jobs. */
export function overviewOf(counts: readonly JobCounts[]) {
  const rows = counts.map(({ name, ...states }) => ({ displayName: name, ...states, paused: 0 }));
  return [{ displayName: 'All Jobs', ...sumOf(counts), paused: 0 }, ...rows];
}

export function figuresOf(counts: readonly JobCounts[]) {
  const { running, queued } = sumOf(counts);
  return { runningJobs: running, queuedJobs: queued, lockedJobs: running };
}

const sumOf = (counts: readonly JobCounts[]) =>
  counts.reduce(
    (sum, row) => {
      const added = { ...sum, total: sum.total + row.total };
      for (const state of JOB_STATES) added[state] += row[state];
      return added;
    },
    { ...NONE },
  );

/** `serverOf`: the name of a server, by its id. */
export function rowOf(job: HeldJob, serverOf: (id: string) => string) {
  const { guildId, schedule, failure } = job;
  const server = guildId === null ? null : serverOf(guildId);
  return {
    job: {
      _id: job.id,
      name: server === null ? job.name : `${job.name} · ${server}`,
      data: { guild: guildId },
      nextRunAt: momentOf(job.nextRunAt),
      lastRunAt: momentOf(job.lastRunAt),
      lastFinishedAt: momentOf(job.lastFinishedAt),
      lockedAt: momentOf(job.lockedAt),
      repeatInterval: textOf(schedule),
      repeatTimezone: schedule.timeZone,
      ...(failure && {
        failedAt: momentOf(failure.failedAt),
        failCount: failure.failures,
        failReason: failure.reason,
      }),
    },
    ...Object.fromEntries(JOB_STATES.map((state) => [state, state === job.state])),
    paused: false,
  };
}

const momentOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const textOf = (schedule: Schedule) =>
  'cron' in schedule ? schedule.cron : `${schedule.everyMs / MINUTE} min`;
