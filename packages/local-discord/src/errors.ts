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

/** One line for an unknown cause. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
