// Agenda's rules for saving a job: by id, one of its name, one of its unique constraint, or a new one.
import { randomBytes } from 'node:crypto';
import type { DebounceOptions, JobParameters } from 'agenda';
import type { Connection } from './connection.ts';
import { uniqueFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { ALL_FIELDS, columnOf, toColumn, toJob } from './row.ts';
import type { Field, Row } from './row.ts';

type Changes = Partial<Record<Field, unknown>>;

// Agenda's save() leaves these out; writing null over them would unlock a job that runs.
const KEPT_WHEN_ABSENT: ReadonlySet<Field> = new Set([
  'lockedAt',
  'lastRunAt',
  'lastFinishedAt',
  'failedAt',
  'failCount',
  'failReason',
  'progress',
]);

const newId = () => randomBytes(12).toString('hex');

/** `now` is when the save happens. Call it inside a transaction. */
export function saveJob(
  connection: Connection,
  job: JobParameters,
  lastModifiedBy: string | null,
  now: Date,
): JobParameters {
  const changes: Changes = { ...fieldsOf(job), lastModifiedBy };
  if (job._id) {
    const filter = { sql: 'id = ? AND name = ?', values: [String(job._id), job.name] };
    return update(connection, filter, changes) ?? job;
  }
  if (job.type === 'single') return saveSingle(connection, job, changes, now);
  if (job.unique) return saveUnique(connection, job, job.unique, changes, now);
  return insert(connection, changes);
}

function fieldsOf(job: JobParameters): Changes {
  const given = ALL_FIELDS.filter((field) => Object.hasOwn(job, field) || !KEPT_WHEN_ABSENT.has(field));
  return Object.fromEntries(given.map((field) => [field, job[field]]));
}

function saveSingle(connection: Connection, job: JobParameters, changes: Changes, now: Date): JobParameters {
  const filter = { sql: "name = ? AND type = 'single'", values: [job.name] };
  // Calling every() again must not move a job that is due.
  const overdue = job.nextRunAt !== null && job.nextRunAt <= now;
  return (
    update(connection, filter, changes, overdue ? 'nextRunAt' : undefined) ?? insert(connection, changes)
  );
}

function saveUnique(
  connection: Connection,
  job: JobParameters,
  unique: Record<string, unknown>,
  changes: Changes,
  now: Date,
): JobParameters {
  const filter = uniqueFilter(job.name, unique);
  const held = find(connection, filter);
  const debounce = job.uniqueOpts?.debounce;
  if (debounce) {
    const debounced = { ...changes, ...debouncedTimes(debounce, held, job.nextRunAt, now) };
    return held ? (update(connection, filter, debounced) ?? held) : insert(connection, debounced);
  }
  if (!held) return insert(connection, changes);
  return job.uniqueOpts?.insertOnly ? held : (update(connection, filter, changes) ?? held);
}

function debouncedTimes(
  { delay, maxWait, strategy }: DebounceOptions,
  held: JobParameters | undefined,
  wanted: Date | null,
  now: Date,
): Pick<Changes, 'nextRunAt' | 'debounceStartedAt'> {
  const startedAt = held?.debounceStartedAt ?? now;
  if (strategy === 'leading') {
    return { nextRunAt: held ? held.nextRunAt : wanted, debounceStartedAt: startedAt };
  }
  const latest = maxWait ? startedAt.getTime() + maxWait : Infinity;
  if (held && latest <= now.getTime()) return { nextRunAt: now, debounceStartedAt: null };
  const nextRunAt = new Date(Math.min(now.getTime() + delay, latest));
  return { nextRunAt, debounceStartedAt: startedAt };
}

function find(connection: Connection, filter: Filter): JobParameters | undefined {
  const row = connection
    .prepare(`SELECT * FROM agenda_jobs WHERE ${filter.sql} ORDER BY seq LIMIT 1`)
    .get(...filter.values);
  return row === undefined ? undefined : toJob(row as Row);
}

function insert(connection: Connection, changes: Changes): JobParameters {
  const columns = ALL_FIELDS.map(columnOf);
  const row = connection
    .prepare(
      `INSERT INTO agenda_jobs (id, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)}) RETURNING *`,
    )
    .get(newId(), ...ALL_FIELDS.map((field) => toColumn(field, changes[field])));
  return toJob(row as Row);
}

function update(
  connection: Connection,
  filter: Filter,
  changes: Changes,
  except?: Field,
): JobParameters | undefined {
  const fields = ALL_FIELDS.filter((field) => Object.hasOwn(changes, field) && field !== except);
  const row = connection
    .prepare(
      `UPDATE agenda_jobs SET ${fields.map((field) => `${columnOf(field)} = ?`).join(', ')}
       WHERE seq = (SELECT seq FROM agenda_jobs WHERE ${filter.sql} ORDER BY seq LIMIT 1) RETURNING *`,
    )
    .get(...fields.map((field) => toColumn(field, changes[field])), ...filter.values);
  return row === undefined ? undefined : toJob(row as Row);
}
