// Why weights cannot be had, and what to do about it.
import { BarometerError, reasonOf } from '../../errors.ts';
import { PRESETS } from './presets.ts';

export class UnknownModelError extends BarometerError {
  constructor(readonly model: string) {
    super(
      `MODEL: "${model}" is no model: write ${PRESETS.map(({ name }) => name).join(', ')} or hf:owner/repository/file.gguf.`,
    );
  }
}

export class MissingModelFileError extends BarometerError {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`MODEL_PATH: ${path} cannot be read (${reasonOf(cause)}): point it at a GGUF file, or unset it.`, {
      cause,
    });
  }
}

export interface Failure {
  readonly source: string;
  readonly reason: string;
}

export class WeightsUnavailableError extends BarometerError {
  constructor(
    readonly model: string,
    readonly failures: readonly Failure[],
  ) {
    const tried = failures.map(({ source, reason }) => `${source}: ${reason}`).join('; ');
    super(
      `No source gave the weights of ${model} (${tried}): try again when one can be reached, set HF_ENDPOINT to a mirror, or set MODEL_PATH to a GGUF file of your own.`,
    );
  }
}

export class WeightsDiskError extends BarometerError {
  constructor(
    readonly directory: string,
    cause: unknown,
  ) {
    super(
      `The weights cannot be written to ${directory} (${reasonOf(cause)}): free space there, or set MODEL_CACHE_DIR to another folder.`,
      { cause },
    );
  }
}

/** One source failed; the next is tried. */
export class SourceError extends BarometerError {}

const DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EFBIG', 'EIO', 'ENOTDIR', 'EEXIST']);

/** Another source would not help against a full or forbidden disk. */
export function isDiskFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && DISK.has(error.code);
}
