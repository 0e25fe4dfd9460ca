// Why weights cannot be had, and what to do about it.
import { BarometerError } from '../../errors.ts';
import { faultOf } from '../../files.ts';
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
    const { reason } = faultOf(cause);
    super(`MODEL_PATH: ${path} cannot be read (${reason}): point it at a GGUF file, or unset it.`, { cause });
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
      `The weights in ${directory} cannot be read or written (${faultOf(cause).reason}): ${faultOf(cause).mend}, or set MODEL_CACHE_DIR to another folder.`,
      { cause },
    );
  }
}

/** One source failed; the next is tried. */
export class SourceError extends BarometerError {}
