// Agenda's job repository over SQLite.
import type {
  JobId,
  JobParameters,
  JobRepository,
  JobRepositoryOptions,
  JobsOverview,
  JobsQueryOptions,
  JobsResult,
  RemoveJobsOptions,
} from 'agenda';
import { BarometerError } from '../../../errors.ts';
import type { Connection } from './connection.ts';
import { removeFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { count, overviewOf, queryJobs } from './reading.ts';
import { columnOf, toColumn, toJob } from './row.ts';
import type { Field, Row } from './row.ts';
import { saveJob } from './save.ts';

class JobGoneError extends BarometerError {
  constructor(
    readonly id: string,
    readonly job: string,
  ) {
    super(`Job ${job} (${id}) cannot be updated: it is no longer in the database.`);
  }
}

const STATE_FIELDS = [
  'lockedAt',
  'nextRunAt',
  'lastRunAt',
  'progress',
  'failReason',
  'failCount',
  'failedAt',
  'lastFinishedAt',
] as const satisfies readonly Field[];

const CANDIDATE = `
  SELECT * FROM agenda_jobs
  WHERE name = :name AND disabled IS NOT 1
    AND ((locked_at IS NULL AND next_run_at <= :nextScanAt) OR locked_at <= :lockDeadline)
  ORDER BY next_run_at ASC, priority DESC, seq ASC LIMIT 1`;

export class SqliteJobRepository implements JobRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  connect(): Promise<void> {
    return this.#do((connection) => {
      connection.prepare('SELECT 1');
    });
  }

  queryJobs(options: JobsQueryOptions = {}): Promise<JobsResult> {
    return this.#do((connection) => queryJobs(connection, options, new Date()));
  }

  getJobsOverview(): Promise<JobsOverview[]> {
    return this.#do((connection) => overviewOf(connection, new Date()));
  }

  getDistinctJobNames(): Promise<string[]> {
    return this.#do((connection) => {
      const rows = connection.prepare('SELECT DISTINCT name FROM agenda_jobs ORDER BY name').all();
      return (rows as { name: string }[]).map(({ name }) => name);
    });
  }

  getJobById(id: string): Promise<JobParameters | null> {
    return this.#do((connection) => {
      const row = connection.prepare('SELECT * FROM agenda_jobs WHERE id = ?').get(id);
      return row === undefined ? null : toJob(row as Row);
    });
  }

  getQueueSize(): Promise<number> {
    return this.#do((connection) => count(connection, { sql: 'next_run_at < ?', values: [Date.now()] }));
  }

  removeJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#do(() => this.#change('DELETE FROM agenda_jobs', removeFilter(options)));
  }

  disableJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#do(() => this.#setDisabled(1, options));
  }

  enableJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#do(() => this.#setDisabled(0, options));
  }

  purgeAllJobs(): Promise<number> {
    return this.#do((connection) => connection.prepare('DELETE FROM agenda_jobs').run().changes);
  }

  saveJob<DATA = unknown>(
    job: JobParameters<DATA>,
    options?: JobRepositoryOptions,
  ): Promise<JobParameters<DATA>> {
    const by = options?.lastModifiedBy ?? null;
    return this.#do(
      (connection) =>
        connection.atomically(() => saveJob(connection, job, by, new Date())) as JobParameters<DATA>,
    );
  }

  saveJobState(job: JobParameters, options?: JobRepositoryOptions): Promise<void> {
    return this.#do((connection) => {
      const id = String(job._id ?? '');
      const { changes } = connection
        .prepare(
          `UPDATE agenda_jobs SET ${STATE_FIELDS.map((field) => `${columnOf(field)} = ?`).join(', ')},
             last_modified_by = ? WHERE id = ? AND name = ?`,
        )
        .run(
          ...STATE_FIELDS.map((field) => toColumn(field, job[field])),
          options?.lastModifiedBy ?? null,
          id,
          job.name,
        );
      if (changes !== 1) throw new JobGoneError(id, job.name);
    });
  }

  lockJob(job: JobParameters, options?: JobRepositoryOptions): Promise<JobParameters | undefined> {
    return this.#do((connection) => {
      const row = connection
        .prepare(
          `UPDATE agenda_jobs SET locked_at = ?, last_modified_by = ?
           WHERE id = ? AND name = ? AND locked_at IS NULL AND next_run_at IS ? AND disabled IS NOT 1
           RETURNING *`,
        )
        .get(
          Date.now(),
          options?.lastModifiedBy ?? null,
          String(job._id ?? ''),
          job.name,
          toColumn('nextRunAt', job.nextRunAt),
        );
      return row === undefined ? undefined : toJob(row as Row);
    });
  }

  unlockJob(job: JobParameters): Promise<void> {
    return this.#do((connection) => {
      connection
        .prepare('UPDATE agenda_jobs SET locked_at = NULL WHERE id = ? AND next_run_at IS NOT NULL')
        .run(String(job._id ?? ''));
    });
  }

  unlockJobs(jobIds: (JobId | string)[]): Promise<void> {
    return this.#do((connection) => {
      const unlock = connection.prepare('UPDATE agenda_jobs SET locked_at = NULL WHERE id = ?');
      connection.atomically(() => {
        for (const id of jobIds) unlock.run(String(id));
      });
    });
  }

  getNextJobToRun(
    jobName: string,
    nextScanAt: Date,
    lockDeadline: Date,
    now: Date | undefined,
    options?: JobRepositoryOptions,
  ): Promise<JobParameters | undefined> {
    return this.#do((connection) => {
      const candidate = connection.prepare(CANDIDATE);
      const when = {
        name: jobName,
        nextScanAt: nextScanAt.getTime(),
        lockDeadline: lockDeadline.getTime(),
      };
      // Most scans find nothing; looking first keeps them from taking the write lock.
      if (candidate.get(when) === undefined) return undefined;
      return connection.atomically(() => {
        const found = candidate.get(when) as Row | undefined;
        if (found === undefined) return undefined;
        const row = connection
          .prepare('UPDATE agenda_jobs SET locked_at = ?, last_modified_by = ? WHERE seq = ? RETURNING *')
          .get((now ?? new Date()).getTime(), options?.lastModifiedBy ?? null, found['seq']);
        return toJob(row as Row);
      });
    });
  }

  #change(statement: string, filter: Filter | null): number {
    if (filter === null) return 0;
    return this.#connection.prepare(`${statement} WHERE ${filter.sql}`).run(...filter.values).changes;
  }

  #setDisabled(disabled: 0 | 1, options: RemoveJobsOptions): number {
    const filter = removeFilter(options);
    if (filter === null) return 0;
    const changed = { ...filter, sql: `(${filter.sql}) AND disabled IS NOT ${disabled}` };
    return this.#change(`UPDATE agenda_jobs SET disabled = ${disabled}`, changed);
  }

  #do<T>(work: (connection: Connection) => T): Promise<T> {
    return this.#connection.use(work);
  }
}
