// Finds out why SQLite could not open a file, since SQLite does not say. It opens no file itself: closing any
// descriptor of a file drops the locks that this process has on it.
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, faultOf, fileError, type FileFault } from '../../files.ts';

const CODES: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'ENOSPC',
  SQLITE_READONLY: 'EROFS',
  SQLITE_READONLY_DIRECTORY: 'EACCES',
  SQLITE_PERM: 'EACCES',
};

/** What is wrong with `path`, its folder or the files that SQLite keeps beside it, and with which of them. */
export function openFault(path: string, error: unknown): { path: string; fault: FileFault } {
  const folder = dirname(path);
  for (const file of [folder, path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) {
    const found = problemOf(file, file === folder);
    if (found !== null) return { path: file, fault: faultOf(found) };
  }
  const code = CODES[codeOf(error)];
  return { path, fault: faultOf(code === undefined ? error : fileError(code)) };
}

/** Null for a file that can be used, and for one that does not exist. */
function problemOf(file: string, isFolder: boolean): unknown {
  try {
    const found = statSync(file);
    if (found.isDirectory() !== isFolder) return fileError(isFolder ? 'ENOTDIR' : 'EISDIR');
    accessSync(file, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return codeOf(error) === 'ENOENT' && !isFolder ? null : error;
  }
}
