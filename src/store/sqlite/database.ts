// One SQLite file: how it is opened, and how its failures are worded.
import Sqlite from 'better-sqlite3';
import { StoreBusyError, StoreFullError, StoreUnreadableError, StoreUnwritableError } from '../errors.ts';
import { groupCommits } from './commits.ts';
import { migrate } from './migrations/index.ts';

type SqliteHandle = Sqlite.Database;

/** How long a write waits for another connection's lock, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/** A connection whose reads and writes reject with errors that a person can mend. */
export interface Database {
  readonly path: string;
  readonly handle: SqliteHandle;
  /** Runs `work` now. */
  readonly read: <T>(work: () => T) => Promise<T>;
  /** Runs `work` all or nothing; durable when it resolves. `work` touches the database only: it may run twice. */
  readonly write: <T>(work: () => T) => Promise<T>;
  /** Commits what waits, then closes. */
  readonly close: () => void;
}

/**
 * Opens (or makes) the file and brings its schema up to date.
 * synchronous=FULL: a commit is on the disk when it returns, also if the power fails;
 * with NORMAL the last commits, acknowledged messages and claims among them, could go (kill -9 would not take them).
 * @throws StoreTooNewError, StoreUnreadableError, StoreUnwritableError, StoreFullError, StoreBusyError
 */
export function openDatabase(path: string): Database {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw worded(path, error);
    }
  };
  const handle = guard(() => new Sqlite(path, { timeout: BUSY_TIMEOUT }));
  try {
    guard(() => {
      handle.pragma('journal_mode = WAL');
      handle.pragma('synchronous = FULL');
      handle.pragma('journal_size_limit = 67108864');
      handle.pragma('cache_size = -65536');
      migrate(handle, path);
    });
  } catch (error) {
    handle.close();
    throw error;
  }
  const commits = groupCommits(handle);
  return {
    path,
    handle,
    read: (work) => new Promise((resolve) => resolve(guard(work))),
    write: (work) =>
      commits.write(work).catch((error: unknown) => {
        throw worded(path, error);
      }),
    close: () => {
      if (!handle.open) return;
      commits.flush();
      handle.close();
    },
  };
}

function worded(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new StoreUnwritableError(path, 'its folder does not exist', error);
  }
  if (code === 'SQLITE_FULL') return new StoreFullError(path, error);
  if (code.startsWith('SQLITE_BUSY')) return new StoreBusyError(path, error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new StoreUnreadableError(path, error.message, error);
  }
  if (/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM)/.test(code)) {
    return new StoreUnwritableError(path, error.message, error);
  }
  return error;
}
