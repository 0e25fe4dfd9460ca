// A job as Agenda knows it and as a row of agenda_jobs.
import type { JobParameters } from 'agenda';
import { decode, encode } from './json.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

type Kind = 'plain' | 'date' | 'flag' | 'json';

// What a job holds besides its id; `unique` and `uniqueOpts` steer a save and are not kept.
const FIELDS = {
  name: ['name', 'plain'],
  type: ['type', 'plain'],
  priority: ['priority', 'plain'],
  nextRunAt: ['next_run_at', 'date'],
  lockedAt: ['locked_at', 'date'],
  lastRunAt: ['last_run_at', 'date'],
  lastFinishedAt: ['last_finished_at', 'date'],
  failedAt: ['failed_at', 'date'],
  failCount: ['fail_count', 'plain'],
  failReason: ['fail_reason', 'plain'],
  repeatInterval: ['repeat_interval', 'plain'],
  repeatTimezone: ['repeat_timezone', 'plain'],
  repeatAt: ['repeat_at', 'plain'],
  disabled: ['disabled', 'flag'],
  progress: ['progress', 'plain'],
  fork: ['fork', 'flag'],
  debounceStartedAt: ['debounce_started_at', 'date'],
  startDate: ['start_date', 'date'],
  endDate: ['end_date', 'date'],
  skipDays: ['skip_days', 'json'],
  data: ['data', 'json'],
  lastModifiedBy: ['last_modified_by', 'plain'],
} as const satisfies Partial<Record<keyof JobParameters, readonly [string, Kind]>>;

export type Field = keyof typeof FIELDS;

export const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);
export const columnOf = (field: Field): string => FIELDS[field][0];
export const ALL_FIELDS = Object.keys(FIELDS).filter(isField);

/** A field's value as its column holds it; null for what a column of that kind cannot hold. */
export function toColumn(field: Field, value: unknown): Value {
  const kind: Kind = FIELDS[field][1];
  if (field === 'data') return encode(value);
  if (value === undefined || value === null) return null;
  if (kind === 'json') return encode(value);
  if (kind === 'date') return new Date(value as Date | string | number).getTime();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function fromColumn(kind: Kind, value: Value): unknown {
  if (value === null) return undefined;
  if (kind === 'date') return new Date(Number(value));
  if (kind === 'flag') return value === 1;
  return kind === 'json' ? decode(String(value)) : value;
}

/** A column that is null is left out of the job, except `nextRunAt` and `data`, as Agenda expects. */
export function toJob(row: Row): JobParameters & Required<Pick<JobParameters, '_id'>> {
  const job: Record<string, unknown> = { _id: row['id'], nextRunAt: null };
  for (const field of ALL_FIELDS) {
    const [column, kind] = FIELDS[field];
    const value = fromColumn(kind, row[column] ?? null);
    if (value !== undefined) job[field] = value;
  }
  return job as unknown as JobParameters & Required<Pick<JobParameters, '_id'>>;
}
