// A copy of the database in one file, taken while others write.
import { chmod } from 'node:fs/promises';
import type Sqlite from 'better-sqlite3';
import { codeOf } from '../../files.ts';
import { FileUnwritableError, writeNewFile } from '../../newFile.ts';
import { StoreDamagedError } from '../errors.ts';
import { storeErrorOf } from './database.ts';
import { openSqlite } from '../../openSqlite.ts';

/**
 * Copies the database at `path` into the new file `target`, readable by this user only, as it is at one moment; whoever
 * writes meanwhile does not wait. `target` appears once the copy was opened and checked.
 * @throws FileExistsError, FileUnwritableError, StoreDamagedError, StoreUnavailableError
 */
export const backUp = (path: string, target: string): Promise<void> =>
  writeNewFile(target, async (part) => {
    copy(path, part);
    verify(path, part);
    await chmod(part, 0o600);
  });

function copy(path: string, part: string): void {
  let source: Sqlite.Database | null = null;
  try {
    source = openSqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    source.prepare('VACUUM INTO ?').run(part);
  } catch (error) {
    // Only the copy is written.
    if (/^SQLITE_(FULL|IOERR_WRITE)/.test(codeOf(error))) throw new FileUnwritableError(part, error);
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
