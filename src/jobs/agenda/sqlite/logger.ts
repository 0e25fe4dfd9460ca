// Agenda's log of what its jobs went through, kept beside the jobs.
import type { JobLogEntry, JobLogQuery, JobLogQueryResult, JobLogger } from 'agenda';
import type { Connection } from './connection.ts';
import type { Filter } from './filter.ts';
import { all } from './filter.ts';
import { decode, encode } from './json.ts';

const DEFAULT_LIMIT = 50;

const listed = <T extends string>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function where(query: JobLogQuery = {}): Filter {
  const filters: Filter[] = [];
  const among = (column: string, values: readonly string[]) => {
    if (values.length === 0) return;
    filters.push({ sql: `${column} IN (${values.map(() => '?').join(', ')})`, values });
  };
  among('job_id', listed(query.jobId || undefined));
  among('job_name', listed(query.jobName || undefined));
  among('level', listed(query.level));
  among('event', listed(query.event));
  if (query.from) filters.push({ sql: 'timestamp >= ?', values: [query.from.getTime()] });
  if (query.to) filters.push({ sql: 'timestamp <= ?', values: [query.to.getTime()] });
  return all(filters);
}

export class SqliteJobLogger implements JobLogger {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  log(entry: Omit<JobLogEntry, '_id'>): Promise<void> {
    return this.#do((connection) => {
      connection
        .prepare(
          'INSERT INTO agenda_logs (timestamp, level, event, job_id, job_name, entry) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(
          entry.timestamp.getTime(),
          entry.level,
          entry.event,
          entry.jobId ?? null,
          entry.jobName,
          encode(entry),
        );
    });
  }

  getLogs(query: JobLogQuery = {}): Promise<JobLogQueryResult> {
    return this.#do((connection) => {
      const { sql, values } = where(query);
      const direction = query.sort === 'asc' ? 'ASC' : 'DESC';
      const rows = connection
        .prepare(
          `SELECT seq, entry FROM agenda_logs WHERE ${sql} ORDER BY timestamp ${direction}, seq ${direction} LIMIT ? OFFSET ?`,
        )
        .all(...values, query.limit ?? DEFAULT_LIMIT, query.offset ?? 0) as { seq: number; entry: string }[];
      const total = connection
        .prepare(`SELECT count(*) AS total FROM agenda_logs WHERE ${sql}`)
        .get(...values) as { total: number };
      const entries = rows.map((row) => ({
        ...(decode(row.entry) as JobLogEntry),
        _id: String(row.seq),
      }));
      return { entries, total: total.total };
    });
  }

  clearLogs(query?: JobLogQuery): Promise<number> {
    return this.#do((connection) => {
      const { sql, values } = where(query);
      return connection.prepare(`DELETE FROM agenda_logs WHERE ${sql}`).run(...values).changes;
    });
  }

  #do<T>(work: (connection: Connection) => T): Promise<T> {
    return this.#connection.use(work);
  }
}
