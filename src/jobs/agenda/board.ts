// The board of the scheduler: what is scheduled, and runs that do not wait for their time.
import type { JobsResult } from 'agenda';
import type { Clock } from '../../clock.ts';
import type { HeldJob, JobBoard } from '../job.ts';
import type { JobsBackend } from './backend.ts';
import { failureOf, guildOf, scheduleOf } from './rows.ts';

/** `ready` resolves once the backend is connected. */
export function createBoard(backend: JobsBackend, clock: Clock, ready: () => Promise<unknown>): JobBoard {
  const { repository } = backend;
  return {
    async list({ name, state, skip, limit }) {
      await ready();
      const named = { ...(name !== undefined && { name }), ...(state !== undefined && { state }) };
      const { jobs, total } = await repository.queryJobs({
        ...{ ...named, skip, limit },
        sort: { nextRunAt: 'desc' },
      });
      return { jobs: jobs.map(heldJob), total };
    },

    async counts() {
      await ready();
      return await repository.getJobsOverview();
    },

    async runNow(ids) {
      // Agenda takes no ids for all jobs.
      if (ids.length === 0) return 0;
      await ready();
      const { jobs } = await repository.queryJobs({ ids: [...ids] });
      const nextRunAt = new Date(clock.now());
      let due = 0;
      for (const { _id, lockedAt, repeatInterval, repeatTimezone = 'UTC' } of jobs) {
        // The end of a run sets the next one, so nothing would come of it.
        if (lockedAt || repeatInterval === undefined) continue;
        await backend.retime(_id, { repeatInterval, repeatTimezone, nextRunAt });
        due += 1;
      }
      return due;
    },
  };
}

const momentOf = (date: Date | null | undefined) => date?.getTime() ?? null;

function heldJob(row: JobsResult['jobs'][number]): HeldJob {
  return {
    id: String(row._id),
    name: row.name,
    guildId: guildOf(row.data),
    // Nothing here pauses jobs, so Agenda's "paused" does not come.
    state: row.state === 'paused' ? 'completed' : row.state,
    schedule: scheduleOf(row),
    nextRunAt: momentOf(row.nextRunAt),
    lastRunAt: momentOf(row.lastRunAt),
    lastFinishedAt: momentOf(row.lastFinishedAt),
    lockedAt: momentOf(row.lockedAt),
    failure: failureOf(row)[0] ?? null,
  };
}
