// Reading jobs by the page, and how many there are in which state.
import { computeJobState } from 'agenda';
import type { JobState, JobsOverview, JobsQueryOptions, JobsResult } from 'agenda';
import type { Connection } from './connection.ts';
import { orderBy, queryFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { toJob } from './row.ts';
import type { Row } from './row.ts';

export function queryJobs(connection: Connection, options: JobsQueryOptions, now: Date): JobsResult {
  const filter = queryFilter(options);
  const { state, skip = 0, limit = 0 } = options;
  const select = (page: string) => {
    const rows = connection
      .prepare(`SELECT * FROM agenda_jobs WHERE ${filter.sql} ORDER BY ${orderBy(options.sort)} ${page}`)
      .all(...filter.values) as Row[];
    return rows.map(toJob).map((job) => ({ ...job, state: computeJobState(job, now) }));
  };
  if (!state) {
    const jobs = select(`LIMIT ${limit > 0 ? Math.trunc(limit) : -1} OFFSET ${Math.trunc(skip)}`);
    return { jobs, total: count(connection, filter) };
  }
  // The state is computed, so only all matching jobs tell which belong to the page.
  const jobs = select('').filter((job) => (state === 'paused' ? job.disabled === true : job.state === state));
  return { jobs: jobs.slice(skip, limit > 0 ? skip + limit : undefined), total: jobs.length };
}

export function overviewOf(connection: Connection, now: Date): JobsOverview[] {
  const overviews = new Map<string, JobsOverview>();
  for (const row of connection.prepare('SELECT * FROM agenda_jobs ORDER BY name').all()) {
    const job = toJob(row as Row);
    const overview = overviews.get(job.name) ?? { name: job.name, total: 0, ...NONE };
    overviews.set(job.name, overview);
    overview.total += 1;
    overview[computeJobState(job, now)] += 1;
    if (job.disabled === true) overview.paused += 1;
  }
  return [...overviews.values()];
}

const NONE: Readonly<Record<JobState, number>> = {
  running: 0,
  scheduled: 0,
  queued: 0,
  completed: 0,
  failed: 0,
  repeating: 0,
  paused: 0,
};

export function count(connection: Connection, { sql, values }: Filter): number {
  const row = connection.prepare(`SELECT count(*) AS total FROM agenda_jobs WHERE ${sql}`).get(...values);
  return (row as { total: number }).total;
}
