// An Agenda backend over SQLite: jobs survive restarts in embedded mode, and live in the store's file.
import type { JobId } from 'agenda';
import { storeErrorOf } from '../../../store/sqlite/database.ts';
import type { JobsBackend, Times } from '../backend.ts';
import { Connection } from './connection.ts';
import type { Source } from './connection.ts';
import { dataField } from './json.ts';
import { SqliteJobRepository } from './repository.ts';
import { toColumn } from './row.ts';

/**
 * `path` opens a connection of its own, which disconnect() closes; `db` borrows one, which it never closes.
 * Several processes may work on one file: none runs a job that another holds.
 */
export class SqliteBackend implements JobsBackend {
  readonly name = 'SQLite';
  // Agenda polls: a file cannot notify anybody.
  readonly notificationChannel = undefined;
  readonly repository: SqliteJobRepository;
  readonly #connection: Connection;

  constructor(source: Source) {
    this.#connection = new Connection(source);
    this.repository = new SqliteJobRepository(this.#connection);
  }

  get ownsConnection(): boolean {
    return this.#connection.owned;
  }

  connect(): Promise<void> {
    return this.repository.connect();
  }

  disconnect(): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }

  async uniqueByGuild(): Promise<void> {
    const guild = dataField('guild');
    await this.#connection.use(({ db }) =>
      db.exec(
        `CREATE UNIQUE INDEX IF NOT EXISTS agenda_jobs_guild ON agenda_jobs (name, ${guild}) WHERE ${guild} IS NOT NULL`,
      ),
    );
  }

  async retime(id: JobId, times: Times): Promise<void> {
    await this.#connection.use((connection) =>
      connection
        .prepare(
          'UPDATE agenda_jobs SET repeat_interval = ?, repeat_timezone = ?, next_run_at = ? WHERE id = ?',
        )
        .run(times.repeatInterval, times.repeatTimezone, toColumn('nextRunAt', times.nextRunAt), id),
    );
  }

  storeErrorOf(error: unknown): unknown {
    return storeErrorOf(this.#connection.path, error);
  }
}
