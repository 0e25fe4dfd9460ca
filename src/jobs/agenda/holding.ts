// The jobs that this process has locked. Stands between Agenda and the backend, and keeps a locked job due until its run
// is over. So a run that a crash or a stop cuts short is due again, and nobody overwrites a lock that was lost.
import type { JobId, JobParameters, JobRepository, JobRepositoryOptions } from 'agenda';
import { BarometerError } from '../../errors.ts';
import type { Timing } from './timing.ts';

export class LockLostError extends BarometerError {
  constructor(readonly job: string) {
    super(
      `The lock of job ${job} is no longer this process's: another one took it over, or the job is gone.`,
    );
  }
}

interface Held {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  readonly lockedAt: number;
}

/** `concurrency`: how many jobs of one name are held at a time. */
type Limits = Pick<Timing, 'concurrency' | 'lockLifetimeMs'>;

export class HoldingRepository {
  /** What Agenda is given in place of the backend's repository. */
  readonly repository: JobRepository;
  readonly #inner: JobRepository;
  readonly #owner: string;
  readonly #limits: Limits;
  readonly #held = new Map<string, Held>();
  readonly #running = new Set<string>();
  readonly #cutShort = new Set<string>();
  /** Locks that are asked for, each with the name of its job. */
  readonly #locking = new Map<Promise<unknown>, string>();
  #released = false;

  constructor(inner: JobRepository, owner: string, limits: Limits) {
    this.#inner = inner;
    this.#owner = owner;
    this.#limits = limits;
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
        if (this.#released || this.#isFull(name)) return Promise.resolve(undefined);
        const locking = this.#hold(inner.getNextJobToRun(name, nextScanAt, lockDeadline, now, options));
        this.#locking.set(locking, name);
        return locking.finally(() => this.#locking.delete(locking));
      },
    };
  }

  /** When the held job was due, milliseconds since 1970; undefined where it is not held. */
  dueAt(id: string): number | undefined {
    return this.#held.get(id)?.dueAt;
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
    const row = this.#held.has(id) ? await this.#inner.getJobById(id) : null;
    const dueAt = this.dueAt(id);
    if (dueAt !== undefined && row?.lockedAt && row.lastModifiedBy === this.#owner) return dueAt;
    this.#held.delete(id);
    throw new LockLostError(name);
  }

  /** Takes no more locks, and unlocks all that is held: queued jobs and runs that did not end in time. */
  async release(): Promise<void> {
    this.#released = true;
    await Promise.allSettled(this.#locking.keys());
    const ids = [...this.#held.keys()];
    this.#held.clear();
    const rows = await Promise.all(ids.map((id) => this.#inner.getJobById(id)));
    const ours = rows.flatMap((row) => (row?._id && row.lastModifiedBy === this.#owner ? [row._id] : []));
    if (ours.length > 0) await this.#inner.unlockJobs(ours);
  }

  /**
   * As many jobs of this name are held as may run at once. Agenda's own limit also counts, for ever, what waited in its
   * queue until its lock ran out (the machine slept, the database answered late), until nothing of the name ran.
   */
  #isFull(name: string): boolean {
    const since = Date.now() - this.#limits.lockLifetimeMs;
    const held = [...this.#held].filter(
      ([id, job]) => job.name === name && (job.lockedAt > since || this.#running.has(id)),
    );
    const asked = [...this.#locking.values()].filter((other) => other === name);
    return held.length + asked.length >= this.#limits.concurrency;
  }

  async #hold(locking: Promise<JobParameters | undefined>): Promise<JobParameters | undefined> {
    const job = await locking;
    if (!job) return undefined;
    const id = idOf(job);
    // Our own lock ran out while the run went on. It is renewed now, and no second run begins.
    if (this.#running.has(id)) return undefined;
    const dueAt = job.nextRunAt?.getTime() ?? job.lastRunAt?.getTime() ?? Date.now();
    this.#held.set(id, { name: job.name, dueAt, lockedAt: job.lockedAt?.getTime() ?? Date.now() });
    return job;
  }

  async #saveState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    const id = idOf(job);
    const dueAt = await this.#assertHeld(id, job.name);
    if (job.lockedAt) {
      await this.#inner.saveJobState({ ...job, nextRunAt: new Date(dueAt) }, options);
      this.#held.set(id, { name: job.name, dueAt, lockedAt: job.lockedAt.getTime() });
      return;
    }
    if (this.#cutShort.delete(id) && job._id) await this.#inner.unlockJobs([job._id]);
    else await this.#inner.saveJobState(job, options);
    this.#held.delete(id);
  }

  async #unlock(job: JobParameters): Promise<void> {
    this.#held.delete(idOf(job));
    await this.#inner.unlockJob(job);
  }
}

function idOf({ _id }: { _id?: JobId }): string {
  return String(_id ?? '');
}
