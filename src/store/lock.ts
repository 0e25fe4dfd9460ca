// Lets one process at a time use a DATA_DIR. SQLite's exclusive lock on an empty file is a lock of the system, which
// ends with its process.
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { DataDirInUseError, DataDirUnusableError } from '../errors.ts';
import { codeOf, faultOf, makeFolder } from '../files.ts';
import { openSqlite } from './sqlite/kept.ts';
import { openFault } from './sqlite/openFault.ts';

/**
 * Makes the directory where it is missing and holds it until `release` or the end of the process.
 * @throws DataDirInUseError, DataDirUnusableError
 */
export async function lockDataDir(directory: string): Promise<{ release(): void }> {
  await makeFolder(directory).catch((error: unknown) => {
    throw new DataDirUnusableError(directory, faultOf(error), error);
  });
  const path = join(directory, 'barometer.lock');
  let handle: Sqlite.Database | null = null;
  try {
    handle = openSqlite(path, { timeout: 0 });
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    handle?.close();
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw new DataDirInUseError(directory);
    throw lockErrorOf(path, error);
  }
  const held = handle;
  return { release: () => void held.close() };
}

function lockErrorOf(path: string, error: unknown): DataDirUnusableError {
  if (codeOf(error) === 'SQLITE_NOTADB') {
    const fault = { reason: 'something else was written into it', mend: 'delete it: it holds nothing' };
    return new DataDirUnusableError(path, fault, error);
  }
  const found = openFault(path, error);
  return new DataDirUnusableError(found.path, found.fault, error);
}
