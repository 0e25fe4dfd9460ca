// Lets one process at a time use a DATA_DIR.
import { join } from 'node:path';
import { DataDirInUseError, DataDirUnusableError } from '../errors.ts';
import { takeFileLock } from '../fileLock.ts';
import { codeOf, faultOf, makeFolder } from '../files.ts';
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
  const lock = takenOn(path);
  if (!lock) throw new DataDirInUseError(directory);
  return lock;
}

function takenOn(path: string) {
  try {
    return takeFileLock(path);
  } catch (error) {
    throw lockErrorOf(path, error);
  }
}

function lockErrorOf(path: string, error: unknown): DataDirUnusableError {
  if (codeOf(error) === 'SQLITE_NOTADB') {
    const fault = { reason: 'something else was written into it', mend: 'delete it: it holds nothing' };
    return new DataDirUnusableError(path, fault, error);
  }
  const found = openFault(path, error);
  return new DataDirUnusableError(found.path, found.fault, error);
}
