// The jobs that this process has locked. Stands between Agenda and the backend, and keeps a locked job due until its run
// is over. So a run that a crash or a stop cuts short is due again, and nobody overwrites a lock that was lost.
import type { JobId, JobParameters, JobRepository, JobRepositoryOptions } from 'agenda';
import { BarometerError } from '../../errors.ts';

export class LockLostError extends BarometerError {
  constructor(readonly job: string) {
    super(
      `The lock of job ${job} is no longer this process's: another one took it over, or the job is gone.`,
    );
  }
}

export class HoldingRepository {
  /** What Agenda is given in place of the backend's repository. */
  readonly repository: JobRepository;
  readonly #inner: JobRepository;
  readonly #owner: string;
  readonly #dueAt = new Map<string, number>();
  readonly #running = new Set<string>();
  readonly #cutShort = new Set<string>();
  readonly #locking = new Set<Promise<unknown>>();
  #released = false;

  constructor(inner: JobRepository, owner: string) {
    this.#inner = inner;
    this.#owner = owner;
    this.repository = {
      connect: () => Promise.resolve(),
      queryJobs: (options) => inner.queryJobs(options),
      getJobsOverview: () => inner.getJobsOverview(),
      getDistinctJobNames: () => inner.getDistinctJobNames(),
      getJobById: (id) => inner.getJobById(id),
      getQueueSize: () => inner.getQueueSize(),
      removeJobs: (options) => inner.removeJobs(options),
      saveJob: (job, options) => inner.saveJob(job, options),
      lockJob: (job, options) => inner.lockJob(job, options),
      unlockJobs: (ids) => inner.unlockJobs(ids),
      disableJobs: (options) => inner.disableJobs(options),
      enableJobs: (options) => inner.enableJobs(options),
      purgeAllJobs: () => inner.purgeAllJobs(),
      saveJobState: (job, options) => this.#saveState(job, options),
      unlockJob: (job) => this.#unlock(job),
      getNextJobToRun: (name, nextScanAt, lockDeadline, now, options) => {
        if (this.#released) return Promise.resolve(undefined);
        const locking = this.#hold(inner.getNextJobToRun(name, nextScanAt, lockDeadline, now, options));
        this.#locking.add(locking);
        return locking.finally(() => this.#locking.delete(locking));
      },
    };
  }

  /** When the held job was due, milliseconds since 1970; undefined where it is not held. */
  dueAt(id: string): number | undefined {
    return this.#dueAt.get(id);
  }

  /** The job's row as it is now; null where it is gone. */
  current(id: string): Promise<JobParameters | null> {
    return this.#inner.getJobById(id);
  }

  /** A job whose run goes on is never locked again by this process. */
  async whileRunning<T>(id: string, run: () => Promise<T>): Promise<T> {
    this.#running.add(id);
    try {
      return await run();
    } finally {
      this.#running.delete(id);
    }
  }

  /** The run that now ends was cut short: the job stays due, and its failures stay as they were. */
  cutShort(id: string): void {
    this.#cutShort.add(id);
  }

  /** When the job was due; throws LockLostError unless it is still locked by this process. */
  async #assertHeld(id: string, name: string): Promise<number> {
    const row = this.#dueAt.has(id) ? await this.#inner.getJobById(id) : null;
    const dueAt = this.#dueAt.get(id);
    if (dueAt !== undefined && row?.lockedAt && row.lastModifiedBy === this.#owner) return dueAt;
    this.#dueAt.delete(id);
    throw new LockLostError(name);
  }

  /** Takes no more locks, and unlocks all that is held: queued jobs and runs that did not end in time. */
  async release(): Promise<void> {
    this.#released = true;
    await Promise.allSettled(this.#locking);
    const ids = [...this.#dueAt.keys()];
    this.#dueAt.clear();
    const rows = await Promise.all(ids.map((id) => this.#inner.getJobById(id)));
    const ours = rows.flatMap((row) => (row?._id && row.lastModifiedBy === this.#owner ? [row._id] : []));
    if (ours.length > 0) await this.#inner.unlockJobs(ours);
  }

  async #hold(locking: Promise<JobParameters | undefined>): Promise<JobParameters | undefined> {
    const job = await locking;
    if (!job) return undefined;
    const id = idOf(job);
    // Our own lock ran out while the run went on. It is renewed now, and no second run begins.
    if (this.#running.has(id)) return undefined;
    this.#dueAt.set(id, job.nextRunAt?.getTime() ?? job.lastRunAt?.getTime() ?? Date.now());
    return job;
  }

  async #saveState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    const id = idOf(job);
    const dueAt = await this.#assertHeld(id, job.name);
    if (job.lockedAt) {
      await this.#inner.saveJobState({ ...job, nextRunAt: new Date(dueAt) }, options);
      return;
    }
    if (this.#cutShort.delete(id) && job._id) await this.#inner.unlockJobs([job._id]);
    else await this.#inner.saveJobState(job, options);
    this.#dueAt.delete(id);
  }

  async #unlock(job: JobParameters): Promise<void> {
    this.#dueAt.delete(idOf(job));
    await this.#inner.unlockJob(job);
  }
}

function idOf({ _id }: { _id?: JobId }): string {
  return String(_id ?? '');
}
