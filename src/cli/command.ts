// What a sub-command of `barometer` is.
import type { Readable, Writable } from 'node:stream';
import { BarometerError } from '../errors.ts';

export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY: boolean };
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** The exit code. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

export class UsageError extends BarometerError {
  constructor(readonly problem: string) {
    super(`${problem} (see barometer --help).`);
  }
}
