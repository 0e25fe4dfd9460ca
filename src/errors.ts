// Errors carry facts on fields; `message` is one line that names the thing and what to do.

/** An error that a person can act on: the program prints its message without a stack, and exits with its code. */
export abstract class BarometerError extends Error {
  /** The exit code of a process that ends because of it. */
  readonly exitCode: number = 1;

  override get name(): string {
    return this.constructor.name;
  }
}

export class ConfigError extends BarometerError {
  constructor(readonly problems: readonly { variable: string; problem: string }[]) {
    super(problems.map(({ variable, problem }) => `${variable}: ${problem}`).join('\n'));
  }
}

export class DataDirInUseError extends BarometerError {
  constructor(readonly directory: string) {
    super(`${directory} is in use by another Barometer: stop it, or set DATA_DIR to another folder.`);
  }
}

export class DataDirUnusableError extends BarometerError {
  constructor(
    readonly path: string,
    readonly fault: { readonly reason: string; readonly mend: string },
    cause: unknown,
  ) {
    super(`${path} cannot be used (${fault.reason}): ${fault.mend}, or set DATA_DIR to another folder.`, {
      cause,
    });
  }
}

/** The reason of an unknown error in one line, with the system's code where it has one. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { message } = cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  return code === null || message.startsWith(code) ? message : `${code}: ${message}`;
}
