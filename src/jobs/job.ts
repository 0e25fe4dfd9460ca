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

export interface Scheduler {
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
