// What the parts of the contract share: a backend, and jobs to put into it.
import type { JobParameters, JobRepository } from 'agenda';
import type { JobsBackend } from '../../../src/jobs/agenda/index.ts';

export interface OpenedBackend {
  readonly backend: JobsBackend;
  close(): Promise<void>;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const ago = (ms: number) => new Date(Date.now() - ms);
export const ahead = (ms: number) => new Date(Date.now() + ms);

export const job = (over: Partial<JobParameters> = {}): JobParameters => ({
  name: 'job',
  type: 'normal',
  priority: 0,
  nextRunAt: ago(SECOND),
  data: {},
  ...over,
});

export interface Bench {
  readonly backend: JobsBackend;
  readonly jobs: JobRepository;
  save(over?: Partial<JobParameters>, lastModifiedBy?: string): Promise<JobParameters>;
  read(saved: JobParameters): Promise<JobParameters>;
  next(name?: string, by?: string, now?: Date): Promise<JobParameters | undefined>;
}

export function benchOf(backend: JobsBackend): Bench {
  const jobs = backend.repository;
  const by = (lastModifiedBy: string | undefined) =>
    lastModifiedBy === undefined ? undefined : { lastModifiedBy };
  return {
    backend,
    jobs,
    save: (over, name) => jobs.saveJob(job(over), by(name)),
    async read(saved) {
      const found = await jobs.getJobById(String(saved._id));
      if (!found) throw new Error('the job is gone');
      return found;
    },
    next: (name = 'job', owner, now = new Date()) =>
      jobs.getNextJobToRun(
        name,
        new Date(now.getTime() + 5 * SECOND),
        new Date(now.getTime() - 10 * MINUTE),
        now,
        by(owner),
      ),
  };
}
