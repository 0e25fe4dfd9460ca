// One process a DATA_DIR. The lock is the kernel's (SQLite's exclusive lock on an empty file): a dead owner never leaves it behind.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DataDirInUseError, DataDirUnwritableError } from '../errors.ts';

/**
 * Makes the directory where it is missing and holds it until `release` or the end of the process.
 * @throws DataDirInUseError, DataDirUnwritableError
 */
export function lockDataDir(directory: string): { release(): void } {
  const handle = opened(directory);
  try {
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataDirInUseError(directory);
    }
    throw new DataDirUnwritableError(directory, error);
  }
  return { release: () => void handle.close() };
}

function opened(directory: string): Sqlite.Database {
  try {
    mkdirSync(directory, { recursive: true });
    return new Sqlite(join(directory, 'barometer.lock'), { timeout: 0 });
  } catch (error) {
    throw new DataDirUnwritableError(directory, error);
  }
}
