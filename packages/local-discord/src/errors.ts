// Errors that a person can mend. The message is one line that says what is wrong and what to do; facts are on fields.

export abstract class LocalDiscordError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

export class PortUnusableError extends LocalDiscordError {
  constructor(
    readonly host: string,
    readonly port: number,
    override readonly cause: Error,
  ) {
    super(`Port ${port} on ${host} cannot be used (${cause.message}): choose a free one.`);
  }
}

export class HostNotLoopbackError extends LocalDiscordError {
  constructor(readonly host: string) {
    super(`${host} is not this machine's loopback address: choose 127.0.0.1, ::1 or localhost.`);
  }
}

export class SnapshotUnusableError extends LocalDiscordError {
  constructor(
    readonly path: string,
    override readonly cause: unknown,
  ) {
    super(
      `${path}, the saved world, cannot be used (${reasonOf(cause)}): move it away or choose another file.`,
    );
  }
}

/** The system's code of an error; empty where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
/** Whether the error says that there is no file at the path: nothing, a folder, or a file in place of a folder. */
export const isNoFile = (error: unknown): boolean => /^(?:ENOENT|EISDIR|ENOTDIR)$/.test(codeOf(error));

/** The message of an error, in one line. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
