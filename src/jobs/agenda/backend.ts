// What the scheduler needs of an Agenda backend beyond Agenda's own interface.
import type { AgendaBackend, JobId } from 'agenda';

/** When a job runs, in Agenda's words. */
export interface Times {
  /** A cron expression, or milliseconds. */
  readonly repeatInterval: string | number;
  readonly repeatTimezone: string;
  readonly nextRunAt: Date;
}

export interface JobsBackend extends AgendaBackend {
  /** Makes {name, data.guild} unique among the jobs that have a guild. */
  uniqueByGuild(): Promise<void>;
  /** Gives a job new times and leaves its lock and counts alone, which Agenda's own save() does not. */
  retime(id: JobId, times: Times): Promise<void>;
  /** The same error, or a StoreUnavailableError where the database can't be used at this moment. */
  storeErrorOf(error: unknown): unknown;
}
