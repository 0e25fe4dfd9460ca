// A board without jobs, for the parts of the mood view that are about something else.
import type { JobBoard } from '../../src/jobs/job.ts';

export const emptyBoard: JobBoard = {
  list: () => Promise.resolve({ jobs: [], total: 0 }),
  counts: () => Promise.resolve([]),
  runNow: () => Promise.resolve(0),
};
