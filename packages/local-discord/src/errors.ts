// What the host program can mend: one line that names the thing and the mend, with the facts on fields.

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
/** The path names no file: nothing is there, or a folder is, or a file is where a folder should be. */
export const isNoFile = (error: unknown): boolean => /^(?:ENOENT|EISDIR|ENOTDIR)$/.test(codeOf(error));

/** One line for an unknown cause. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
