// The scheduler's times, in milliseconds, and limits.
import { backoff } from '../../flow/backoff.ts';

export interface Timing {
  /** How often due jobs are looked for; those due before the next look start on time by a timer. */
  readonly processEveryMs: number;
  /** A crashed run's lock is taken over after this. */
  readonly lockLifetimeMs: number;
  /** How often a run renews its lock. */
  readonly touchEveryMs: number;
  /** How long stop() waits for running jobs. */
  readonly drainMs: number;
  /** The pause before the first retry; doubles with each. */
  readonly retryMs: number;
  /** Retries before a job waits for its next regular time. */
  readonly retries: number;
  /** Runs of one job, for different guilds, at a time. */
  readonly concurrency: number;
}

export const DEFAULT_TIMING: Timing = {
  processEveryMs: 2_000,
  lockLifetimeMs: 90_000,
  touchEveryMs: 20_000,
  drainMs: 500,
  retryMs: 15_000,
  retries: 5,
  concurrency: 8,
};

/** The pause after a job failed `failures` times in a row; null where the next regular time is to be waited for. */
export function pauseAfter(failures: number, { retries, retryMs }: Timing): number | null {
  // Each regular time begins a new series of tries.
  const attempt = (failures - 1) % (retries + 1);
  return attempt === retries ? null : backoff(attempt + 1, { least: retryMs, most: Infinity });
}
