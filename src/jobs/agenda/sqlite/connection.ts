// One connection, ours or borrowed, and the statements prepared on it.
import type { Database, Statement } from 'better-sqlite3';
import type { Health } from '../../../store/health.ts';
import { storeErrorOf } from '../../../store/sqlite/database.ts';
import { openSqlite } from '../../../openSqlite.ts';
import { migrate } from './schema.ts';

export type Source =
  | { readonly path: string; /** Where damage is noted. */ readonly health?: Health }
  | { readonly db: Database };

const BUSY_MS = 5_000;

export class Connection {
  readonly #source: Source;
  #db: Database | undefined;
  readonly #statements = new Map<string, Statement>();

  constructor(source: Source) {
    this.#source = source;
  }

  get owned(): boolean {
    return 'path' in this.#source;
  }

  get path(): string {
    return 'path' in this.#source ? this.#source.path : this.#source.db.name;
  }

  /** Opened at first use; opened again where it is used after close(), as Agenda does when a run outlives stop(). */
  get db(): Database {
    if (this.#db) return this.#db;
    const db = 'path' in this.#source ? openFile(this.#source.path) : this.#source.db;
    useLog(db);
    migrate(db);
    return (this.#db = db);
  }

  prepare(sql: string): Statement {
    const { db } = this;
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Does `work` unless the file is damaged, and notes damage that shows; what it throws becomes a rejection, as Agenda expects. */
  async use<T>(work: (connection: Connection) => T): Promise<T> {
    const health = 'path' in this.#source ? this.#source.health : undefined;
    health?.assertWhole();
    try {
      return await Promise.resolve(work(this));
    } catch (error) {
      health?.note(storeErrorOf(this.path, error));
      throw error;
    }
  }

  /** One atomic step that no other process's write can come between. */
  atomically<T>(work: () => T): T {
    return this.db.transaction(work).immediate();
  }

  /** Closes what it opened; a borrowed connection stays open. */
  close(): void {
    this.#statements.clear();
    if (this.owned) this.#db?.close();
    this.#db = undefined;
  }
}

function openFile(path: string): Database {
  const db = openSqlite(path, { timeout: BUSY_MS });
  db.pragma('synchronous = NORMAL');
  return db;
}

/** A borrowed file, too: with a rollback journal each lock of a job takes some 30 ms of the disk, and readers wait for writers. */
function useLog(db: Database): void {
  if (!db.readonly && !db.inTransaction) db.pragma('journal_mode = WAL');
}
