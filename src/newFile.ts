// A file that appears whole, and never in the place of another.
import { open, rename, rm } from 'node:fs/promises';
import { BarometerError } from './errors.ts';
import { codeOf, faultOf, isFileFault } from './files.ts';

class FileExistsError extends BarometerError {
  constructor(readonly file: string) {
    super(`${file} is there already and is left as it is: name a new file.`);
  }
}

export class FileUnwritableError extends BarometerError {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const { reason, mend } = faultOf(cause);
    super(`${file} cannot be written (${reason}): ${mend}, or name another file.`, { cause });
  }
}

/**
 * Makes the new file `file` of what `write` writes at the path that it is given; resolves with what `write` resolves
 * with. Where it fails nothing is left behind.
 * @throws FileExistsError, FileUnwritableError, and what `write` throws
 */
export async function writeNewFile<T>(file: string, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${file}.part`;
  // Takes the name, so that no other file can come there meanwhile.
  const reserved = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? new FileExistsError(file) : new FileUnwritableError(file, error);
  });
  try {
    await reserved.close();
    await rm(part, { force: true });
    const result = await write(part);
    await rename(part, file);
    return result;
  } catch (error) {
    await Promise.all([file, part].map((path) => rm(path, { force: true }).catch(() => undefined)));
    throw isFileFault(error) ? new FileUnwritableError(file, error) : error;
  }
}
