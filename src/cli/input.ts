// The file that a command reads, or standard input for "-".
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { BarometerError } from '../errors.ts';
import { faultOf, fileError } from '../files.ts';

class UnreadableInputError extends BarometerError {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const { reason } = faultOf(cause);
    super(`${file} cannot be read (${reason}): name a file of JSON Lines, or - for standard input.`, {
      cause,
    });
  }
}

/** Throws UnreadableInputError. */
export async function openInput(file: string, stdin: Readable): Promise<Readable> {
  if (file === '-') return stdin;
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw fileError('EISDIR');
    }
    return handle.createReadStream();
  } catch (error) {
    throw new UnreadableInputError(file, error);
  }
}
