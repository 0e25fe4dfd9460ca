// Opens one SQLite file and turns its failures into errors that a person can act on.
import { statSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { codeOf, faultOf, fileError } from '../../files.ts';
import { StoreBusyError, StoreDamagedError, StoreFullError, StoreUnwritableError } from '../errors.ts';
import { createHealth, type Health } from '../health.ts';
import { backgroundCheckpoints } from './checkpoints.ts';
import { groupCommits } from './commits.ts';
import { openSqlite } from '../../openSqlite.ts';
import { migrate } from './migrations/index.ts';
import { openFault } from './openFault.ts';

type SqliteHandle = Sqlite.Database;

/** How long a write waits for another connection's lock, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/** A connection whose reads and writes reject with errors that a person can act on. */
export interface Database {
  readonly path: string;
  readonly handle: SqliteHandle;
  /** Runs `work` now. */
  readonly read: <T>(work: () => T) => Promise<T>;
  /**
   * Runs `work` in a transaction, synced to the disk when it resolves. `work` may run twice: it must touch the database
   * only.
   */
  readonly write: <T>(work: () => T) => Promise<T>;
  /**
   * The same without the sync, for messages and verdicts, which can be fetched or judged again. When it resolves, the
   * death of this process can't undo it. A power cut may undo the writes of about the last second, in order.
   */
  readonly writeSoon: <T>(work: () => T) => Promise<T>;
  /** Commits all waiting writes, then closes. */
  readonly close: () => Promise<void>;
}

/**
 * Opens (or makes) the file and brings its schema up to date.
 * Claims, deletions, settings and all else that cannot be fetched again are synced at every commit. A sync takes about
 * 4 ms on common disks, too long for each message: messages are committed at once (kill -9 loses none) and synced within
 * about a second. What a power cut loses, back-fill fetches from Discord again and the model judges again.
 * Damage is noted in `health`; from then on every write rejects with it.
 * @throws StoreTooNewError, StoreDamagedError, StoreUnwritableError, StoreFullError, StoreBusyError
 */
export function openDatabase(path: string, health: Health = createHealth()): Database {
  const noteError = (error: unknown): unknown => {
    const meaning = storeErrorOf(path, error);
    health.note(meaning);
    return meaning;
  };
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw noteError(error);
    }
  };
  const handle = guard(() => openSqlite(path, { timeout: BUSY_TIMEOUT }));
  try {
    guard(() => {
      useWal(handle);
      handle.pragma('journal_size_limit = 536870912');
      handle.pragma('cache_size = -65536');
      migrate(handle, path);
    });
  } catch (error) {
    handle.close();
    throw error;
  }
  const checkpoints = backgroundCheckpoints(handle, path, moveCheck(path, health));
  const commits = groupCommits(handle, checkpoints.wrote);
  const writing =
    (synced: boolean) =>
    <T>(work: () => T) => {
      const unlessDamaged = () => {
        health.assertWhole();
        return work();
      };
      return commits.write(unlessDamaged, synced).catch((error: unknown) => {
        throw noteError(error);
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

/** Processes that open a new file at once get in each other's way here: SQLite refuses at once, without its time-out. */
const WAL_TRIES = 10;

function useWal(handle: SqliteHandle, tries = WAL_TRIES): void {
  try {
    handle.pragma('journal_mode = WAL');
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_BUSY') || tries <= 1) throw error;
    // This waits for whoever is at it.
    handle.exec('BEGIN IMMEDIATE; COMMIT');
    useWal(handle, tries - 1);
  }
}

/**
 * Returns a check to call now and then: where the open file was moved or replaced, everything written to it is lost.
 */
function moveCheck(path: string, health: Health): () => void {
  const inode = () => statSync(path, { throwIfNoEntry: false })?.ino;
  const opened = inode();
  return () => {
    if (inode() === opened) return;
    health.note(new StoreDamagedError(path, 'it was moved or replaced while it was in use'));
  };
}

/** The store error that this error of SQLite means for the file at `path`; other errors are returned as they are. */
export function storeErrorOf(path: string, error: unknown): unknown {
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
