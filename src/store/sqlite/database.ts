// One SQLite file: how it is opened, and how its failures are worded.
import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { codeOf, faultOf, fileError } from '../../files.ts';
import { StoreBusyError, StoreDamagedError, StoreFullError, StoreUnwritableError } from '../errors.ts';
import { createHealth, type Health } from '../health.ts';
import { backgroundCheckpoints } from './checkpoints.ts';
import { groupCommits } from './commits.ts';
import { migrate } from './migrations/index.ts';
import { openFault } from './openFault.ts';

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
 * Damage is noted in `health`; from then on every write rejects with it.
 * @throws StoreTooNewError, StoreDamagedError, StoreUnwritableError, StoreFullError, StoreBusyError
 */
export function openDatabase(path: string, health: Health = createHealth()): Database {
  const noted = (error: unknown): unknown => {
    const meaning = worded(path, error);
    health.note(meaning);
    return meaning;
  };
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw noted(error);
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
  const checkpoints = backgroundCheckpoints(handle, path, whenMoved(path, health));
  const commits = groupCommits(handle, checkpoints.wrote);
  const writing =
    (synced: boolean) =>
    <T>(work: () => T) => {
      const unlessDamaged = () => {
        health.assertWhole();
        return work();
      };
      return commits.write(unlessDamaged, synced).catch((error: unknown) => {
        throw noted(error);
      });
    };
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

/** Asked now and then: another file in the place of the one that is open would lose all that is written. */
function whenMoved(path: string, health: Health): () => void {
  const inode = () => statSync(path, { throwIfNoEntry: false })?.ino;
  const opened = inode();
  return () => {
    if (inode() === opened) return;
    health.note(new StoreDamagedError(path, 'it was moved or replaced while it was in use'));
  };
}

/** The same error, or what it means of the file at `path`. */
export function worded(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new StoreUnwritableError(path, faultOf(fileError('ENOENT')), error);
  }
  if (code === 'SQLITE_FULL') return new StoreFullError(path, error);
  if (code.startsWith('SQLITE_BUSY')) return new StoreBusyError(path, error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new StoreDamagedError(path, error.message, error);
  }
  if (code === 'SQLITE_ERROR' && /^no such (table|column|index)/.test(error.message)) {
    return new StoreDamagedError(path, error.message, error);
  }
  if (/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM)/.test(code)) {
    const found = openFault(path, error);
    return new StoreUnwritableError(found.path, found.fault, error);
  }
  return error;
}
