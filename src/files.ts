// What the system says of files and folders, as a person says it; and folders that are made where they are missing.
import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BarometerError, reasonOf } from './errors.ts';

/** Why a file or folder can't be used, and what a person can do: both to be put into a sentence. */
export interface FileFault {
  readonly reason: string;
  readonly mend: string;
}

const FORBIDDEN = { reason: 'this user has no right to it', mend: 'give this user the right to it' };
const NO_FOLDER = { reason: 'a file stands where a folder should be', mend: 'move that file away' };
const NO_SPACE = { reason: 'its disk is full', mend: 'free space there' };
const TOO_LARGE = { reason: 'it is too large', mend: 'move it away' };
const NO_NAME = { reason: 'the system takes no such path', mend: 'write the path again' };

const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: { reason: 'it is not there', mend: 'put it there' },
  EISDIR: { reason: 'it is a folder', mend: 'move that folder away' },
  ERR_FS_EISDIR: { reason: 'it is a folder', mend: 'move that folder away' },
  ENOTEMPTY: { reason: 'it is a folder', mend: 'move that folder away' },
  ENOTDIR: NO_FOLDER,
  EEXIST: NO_FOLDER,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: { reason: 'its disk is read-only', mend: 'make the disk writable' },
  ENOSPC: NO_SPACE,
  EDQUOT: NO_SPACE,
  EFBIG: { reason: 'it would grow beyond what the system allows', mend: 'lift the limit' },
  EIO: { reason: 'its disk does not answer', mend: 'look at the disk' },
  ENOTSUP: { reason: 'the system makes no folders there', mend: 'make it yourself' },
  ENAMETOOLONG: NO_NAME,
  EINVAL: NO_NAME,
  ERR_INVALID_ARG_VALUE: NO_NAME,
  ELOOP: { reason: 'its links lead in a circle', mend: 'remove the link' },
  EMFILE: { reason: 'too many files are open', mend: 'lift the limit of open files' },
  ERR_FS_FILE_TOO_LARGE: TOO_LARGE,
  ERR_STRING_TOO_LONG: TOO_LARGE,
};

/** The system's code of an error; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True for errors that say something about a file or its disk. */
export function isFileFault(error: unknown): boolean {
  return Object.hasOwn(FAULTS, codeOf(error));
}

export function faultOf(error: unknown): FileFault {
  return FAULTS[codeOf(error)] ?? { reason: reasonOf(error), mend: 'look at it and its disk' };
}

/** An error with a code of the system's, for what we find ourselves. */
export function fileError(code: keyof typeof FAULTS): Error {
  return Object.assign(new Error(FAULTS[code]?.reason), { code });
}

/**
 * Makes the folder and those above it where they are missing. (Node's own recursive way asks for ever where the system
 * denies a folder inside one that exists, as in /proc.) Rejects with an error that faultOf explains.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  let at = resolve(path);
  while (!(await isFolder(at)) && dirname(at) !== at) {
    missing.unshift(at);
    at = dirname(at);
  }
  for (const folder of missing) {
    try {
      await mkdir(folder);
    } catch (error) {
      // What it lies in is there.
      if (codeOf(error) === 'ENOENT') throw fileError('ENOTSUP');
      // Another process may have made it meanwhile; a link that leads nowhere exists and is no folder.
      if (codeOf(error) !== 'EEXIST' || !(await isFolder(folder))) throw error;
    }
  }
}

/** False where nothing is there; rejects where something else is, or nobody may look. */
async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw fileError('ENOTDIR');
}

class TempFolderError extends BarometerError {
  constructor(
    readonly directory: string,
    cause: unknown,
  ) {
    const { reason, mend } = faultOf(cause);
    super(
      `${directory}, for temporary files, cannot be used (${reason}): ${mend}, or set TMPDIR to another folder.`,
      {
        cause,
      },
    );
  }
}

/** A new folder among the system's temporary files. @throws TempFolderError */
export async function makeTempFolder(prefix: string): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), prefix));
  } catch (error) {
    throw new TempFolderError(tmpdir(), error);
  }
}
