// A copy of the database in one file, taken while others write.
import { chmod, open, rename, rm } from 'node:fs/promises';
import type Sqlite from 'better-sqlite3';
import { BarometerError } from '../../errors.ts';
import { codeOf, faultOf, isFileFault } from '../../files.ts';
import { StoreDamagedError } from '../errors.ts';
import { storeErrorOf } from './database.ts';
import { openSqlite } from './kept.ts';

class BackupExistsError extends BarometerError {
  constructor(readonly file: string) {
    super(`${file} is there already and is left as it is: name a new file.`);
  }
}

class BackupUnwritableError extends BarometerError {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const { reason, mend } = faultOf(cause);
    super(`${file} cannot be written (${reason}): ${mend}, or name another file.`, { cause });
  }
}

/**
 * Copies the database at `path` into the new file `target`, readable by this user only, as it is at one moment; whoever
 * writes meanwhile does not wait. `target` appears once the copy was opened and checked.
 * @throws BackupExistsError, BackupUnwritableError, StoreDamagedError, StoreUnavailableError
 */
export async function backUp(path: string, target: string): Promise<void> {
  const part = `${target}.part`;
  // Takes the name, so that no other file can come there meanwhile.
  const reserved = await open(target, 'wx', 0o600).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST'
      ? new BackupExistsError(target)
      : new BackupUnwritableError(target, error);
  });
  try {
    await reserved.close();
    await rm(part, { force: true });
    copy(path, part);
    verify(path, part);
    await chmod(part, 0o600);
    await rename(part, target);
  } catch (error) {
    await Promise.all([target, part].map((file) => rm(file, { force: true }).catch(() => undefined)));
    throw isFileFault(error) ? new BackupUnwritableError(target, error) : error;
  }
}

function copy(path: string, part: string): void {
  let source: Sqlite.Database | null = null;
  try {
    source = openSqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    source.prepare('VACUUM INTO ?').run(part);
  } catch (error) {
    // Only the copy is written.
    if (/^SQLITE_(FULL|IOERR_WRITE)/.test(codeOf(error))) throw new BackupUnwritableError(part, error);
    throw storeErrorOf(path, error);
  } finally {
    source?.close();
  }
}

function verify(path: string, part: string): void {
  const made = openSqlite(part, { fileMustExist: true });
  try {
    // One file, without a log beside it; the bot begins one when it opens the file.
    made.pragma('journal_mode = DELETE');
    const found = String(made.pragma('quick_check(1)', { simple: true }));
    if (found !== 'ok') throw new StoreDamagedError(path, found);
  } catch (error) {
    throw storeErrorOf(path, error);
  } finally {
    made.close();
  }
}
