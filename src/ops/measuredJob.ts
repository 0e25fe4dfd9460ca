// A job, with its runs counted and timed.
import type { Job } from '../jobs/job.ts';
import type { Figures } from './figures.ts';
import type { Seconds } from './measuredStore.ts';

export function measuredJob(job: Job, figures: Figures, seconds: Seconds): Job {
  const { name } = job;
  figures.jobsLocked.set({ job: name }, 0);
  for (const outcome of ['done', 'retry', 'failed']) figures.jobs.inc({ job: name, outcome }, 0);
  return {
    name,
    async run(run) {
      const began = seconds();
      figures.jobsLocked.inc({ job: name });
      let outcome = 'failed';
      try {
        const ended = await job.run(run);
        outcome = ended.kind;
        return ended;
      } finally {
        figures.jobsLocked.dec({ job: name });
        figures.jobs.inc({ job: name, outcome });
        figures.jobSeconds.observe({ job: name }, seconds() - began);
      }
    },
  };
}
