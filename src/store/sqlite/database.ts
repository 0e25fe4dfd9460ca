// One SQLite file: how it is opened, and how its failures are worded.
import Sqlite from 'better-sqlite3';
import { StoreBusyError, StoreFullError, StoreUnreadableError, StoreUnwritableError } from '../errors.ts';
import { backgroundCheckpoints } from './checkpoints.ts';
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
  /** Runs `work` all or nothing; on the disk when it resolves. `work` touches the database only: it may run twice. */
  readonly write: <T>(work: () => T) => Promise<T>;
  /**
   * The same for what can be had again, messages and verdicts: when it resolves, the death of this process can't undo it;
   * a power cut may undo about the last second, and then leaves what was there before it.
   */
  readonly writeSoon: <T>(work: () => T) => Promise<T>;
  /** Commits what waits, then closes. */
  readonly close: () => Promise<void>;
}

/**
 * Opens (or makes) the file and brings its schema up to date.
 * Claims, deletions, settings and all else that nobody could tell again are synced at every commit. A sync takes about
 * 4 ms on common disks, too long to pay for each message: these are committed at once (kill -9 takes none) and synced
 * within about a second; what a power cut took, back-fill fetches from Discord and the model judges again.
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
      handle.pragma('journal_size_limit = 536870912');
      handle.pragma('cache_size = -65536');
      migrate(handle, path);
    });
  } catch (error) {
    handle.close();
    throw error;
  }
  const checkpoints = backgroundCheckpoints(handle, path);
  const commits = groupCommits(handle, checkpoints.wrote);
  const writing =
    (synced: boolean) =>
    <T>(work: () => T) =>
      commits.write(work, synced).catch((error: unknown) => {
        throw worded(path, error);
      });
  return {
    path,
    handle,
    read: (work) => new Promise((resolve) => resolve(guard(work))),
    write: writing(true),
    writeSoon: writing(false),
    close: async () => {
      commits.flush();
      await checkpoints.stop();
      handle.close();
    },
  };
}

/** The same error, or what it means of the file at `path`. */
export function worded(path: string, error: unknown): unknown {
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
