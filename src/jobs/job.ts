// Jobs as data, and the port to what runs them (src/jobs/agenda/).
import type { GuildId } from '../ids.ts';
import type { Schedule } from '../schedule/fires.ts';

/** How a run ended; the scheduler acts on it. An error that is thrown counts as `retry`. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'retry'; readonly reason: string };

export interface Run {
  /** Null for jobs of the whole process. */
  readonly guildId: GuildId | null;
  /** When this run was due, milliseconds since 1970: runs after a pause are late. */
  readonly dueAt: number;
  /** Aborted when the program stops: finish what is being written and return. */
  readonly signal: AbortSignal;
}

export interface Job {
  readonly name: string;
  run(run: Run): Promise<Outcome>;
}

export interface JobFailure {
  readonly name: string;
  readonly guildId: GuildId | null;
  readonly failedAt: number;
  readonly reason: string;
  readonly failures: number;
}

export const JOB_STATES = ['running', 'failed', 'repeating', 'scheduled', 'queued', 'completed'] as const;
type JobState = (typeof JOB_STATES)[number];

/** A job that is scheduled, without anything else that it may carry. Times are milliseconds since 1970. */
export interface HeldJob {
  readonly id: string;
  readonly name: string;
  readonly guildId: GuildId | null;
  readonly state: JobState;
  readonly schedule: Schedule;
  readonly nextRunAt: number | null;
  readonly lastRunAt: number | null;
  readonly lastFinishedAt: number | null;
  /** Since when it runs, or waits to run at once; null: it does neither. */
  readonly lockedAt: number | null;
  /** Null unless its last run failed. */
  readonly failure: JobFailure | null;
}

interface JobsWanted {
  /** Undefined: of every name. */
  readonly name: string | undefined;
  /** Undefined: in every state. */
  readonly state: JobState | undefined;
  readonly skip: number;
  readonly limit: number;
}

/** How many jobs of one name are in each state. */
export interface JobCounts extends Readonly<Record<JobState | 'total', number>> {
  readonly name: string;
}

/** The jobs of all servers, for whoever operates the bot. */
export interface JobBoard {
  /** Those that run last come first. `total`: of all that match. */
  list(wanted: JobsWanted): Promise<{ readonly jobs: readonly HeldJob[]; readonly total: number }>;
  counts(): Promise<JobCounts[]>;
  /** Makes jobs due at once, and leaves their schedules. Resolves with how many: not those that run, or are gone. */
  runNow(ids: readonly string[]): Promise<number>;
}

export interface Scheduler extends JobBoard {
  /** One schedule a job and guild: a new one replaces the old at once, and survives restarts. */
  schedule(name: string, guildId: GuildId | null, schedule: Schedule): Promise<void>;
  cancel(name: string, guildId: GuildId | null): Promise<void>;
  /** Runs due jobs from now on; throws an AbortError where it was stopped. */
  start(): Promise<void>;
  /** Aborts running jobs by signal, waits half a second at most for them, and unlocks what this process still holds. */
  stop(): Promise<void>;
  /** Jobs whose last run failed, newest first. */
  failures(): Promise<JobFailure[]>;
}
