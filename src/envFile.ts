// The variables of .env, beside those of the environment.
import { resolve } from 'node:path';
import { config } from 'dotenv';
import { BarometerError } from './errors.ts';
import { codeOf, faultOf } from './files.ts';

class EnvFileError extends BarometerError {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    const { reason, mend } = faultOf(cause);
    super(`${path} cannot be read (${reason}): ${mend}, or copy .env.example to .env.`, { cause });
  }
}

/** Adds to the environment what it lacks; there need be no .env. @throws EnvFileError */
export function loadEnvFile(environment: NodeJS.ProcessEnv): void {
  const { error } = config({ quiet: true, processEnv: environment });
  if (error && codeOf(error) !== 'ENOENT') throw new EnvFileError(resolve('.env'), error);
}
