// The tables of the Agenda backend. They live beside the store's and keep their own version.
import type { Database } from 'better-sqlite3';
import { BarometerError } from '../../../errors.ts';

const VERSION = 1;

class NewerJobsError extends BarometerError {
  constructor(
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `The jobs in this database are of version ${found}, this Barometer knows ${known}: update Barometer.`,
    );
  }
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS agenda_meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS agenda_jobs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    type TEXT,
    priority INTEGER,
    next_run_at INTEGER,
    locked_at INTEGER,
    last_run_at INTEGER,
    last_finished_at INTEGER,
    failed_at INTEGER,
    fail_count INTEGER,
    fail_reason TEXT,
    repeat_interval,
    repeat_timezone TEXT,
    repeat_at TEXT,
    disabled INTEGER,
    progress REAL,
    fork INTEGER,
    debounce_started_at INTEGER,
    start_date INTEGER,
    end_date INTEGER,
    skip_days TEXT,
    data TEXT NOT NULL,
    last_modified_by TEXT
  );
  CREATE INDEX IF NOT EXISTS agenda_jobs_next ON agenda_jobs (name, next_run_at, priority DESC);
  CREATE INDEX IF NOT EXISTS agenda_jobs_locked ON agenda_jobs (name, locked_at) WHERE locked_at IS NOT NULL;
`;

const readVersion = (db: Database): number => {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'agenda_meta'").get();
  if (known === undefined) return 0;
  const row = db.prepare("SELECT value FROM agenda_meta WHERE key = 'version'").pluck().get();
  return typeof row === 'number' ? row : 0;
};

/** Creates what is missing; a database of this version is not written to. */
export function migrate(db: Database): void {
  const found = readVersion(db);
  if (found > VERSION) throw new NewerJobsError(found, VERSION);
  if (found === VERSION) return;
  db.transaction(() => {
    db.exec(TABLES);
    db.prepare("INSERT OR REPLACE INTO agenda_meta (key, value) VALUES ('version', ?)").run(VERSION);
  }).immediate();
}
