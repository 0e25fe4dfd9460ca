// Locks between processes, each on an empty file of its own. SQLite's exclusive lock is one of the system, which ends with
// its process.
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { codeOf, fileError, makeFolder } from './files.ts';
import { openSqlite } from './openSqlite.ts';

/** Milliseconds between two looks at a lock that somebody else has. */
const LOOK_EVERY = 200;

const isHeld = (error: unknown) => codeOf(error).startsWith('SQLITE_BUSY');

/**
 * Null where somebody else has it, in this process or another; else it is held until `release`. Throws what SQLite and the
 * file system throw.
 */
export function takeFileLock(path: string): { release(): void } | null {
  const handle = openSqlite(path, { timeout: 0 });
  let isOurs = false;
  try {
    isOurs = isTaken(handle, path);
  } finally {
    if (!isOurs) handle.close();
  }
  return isOurs ? { release: () => void handle.close() } : null;
}

/**
 * Does `work` while nobody else does work under that lock; the folder of `path` is made where it is missing. `onWait` is
 * called where somebody else has it. Rejects as `work` does, with faults of the file system, and when the signal aborts.
 */
export async function alone<T>(
  path: string,
  { signal, onWait }: { readonly signal?: AbortSignal | undefined; readonly onWait: () => void },
  work: () => Promise<T>,
): Promise<T> {
  await makeFolder(dirname(path));
  makeFile(path);
  const handle = openSqlite(path, { timeout: 0 });
  try {
    for (let isFirst = true; !isTaken(handle, path); isFirst = false) {
      if (isFirst) onWait();
      await setTimeout(LOOK_EVERY, undefined, { signal });
    }
    return await work();
  } finally {
    handle.close();
  }
}

/** A fault has its name here; SQLite knows only that it could not. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Not opened: closing any descriptor of a file drops the locks that this process has on it.
    if (statSync(path).isDirectory()) throw fileError('EISDIR');
    accessSync(path, constants.R_OK | constants.W_OK);
  }
}

/** False where somebody else has it. */
function isTaken(handle: Sqlite.Database, path: string): boolean {
  try {
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (isHeld(error)) return false;
    throw error;
  }
  // SQLite opens a file that it may not write for reading, and then an exclusive lock excludes nobody.
  accessSync(path, constants.W_OK);
  return true;
}
