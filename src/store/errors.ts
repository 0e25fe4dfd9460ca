// Errors of the stores. Each message names the file or server and what to do.
import { BarometerError, reasonOf } from '../errors.ts';
import type { FileFault } from '../files.ts';

/** The store can't be used at this moment. Nothing was half written, and the same operation may succeed later. */
export abstract class StoreUnavailableError extends BarometerError {}

export class StoreFullError extends StoreUnavailableError {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`${path}: the disk is full. Free space; what was saved before is safe.`, { cause });
  }
}

export class StoreTooNewError extends BarometerError {
  constructor(
    readonly path: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `${path} was written by a newer Barometer (schema ${found}, this one knows ${known}): update Barometer, or use another database.`,
    );
  }
}

/** EX_IOERR of sysexits.h: a service manager can tell it from failures that a restart may solve. */
const DAMAGED_EXIT = 74;

/** The stored data can't be trusted: nothing more is written, and trying again does not help. */
export class StoreDamagedError extends BarometerError {
  override readonly exitCode = DAMAGED_EXIT;

  constructor(
    readonly path: string,
    readonly reason: string,
    cause?: unknown,
  ) {
    super(
      `${path} cannot be used as the database (${reason}): put back a backup as docs/storage.md says, or move the file away with its -wal and -shm to begin anew.`,
      { cause },
    );
  }
}

export class StoreUnwritableError extends StoreUnavailableError {
  constructor(
    readonly path: string,
    readonly fault: FileFault,
    cause: unknown,
  ) {
    super(`${path} cannot be read or written (${fault.reason}): ${fault.mend}.`, { cause });
  }
}

export class StoreBusyError extends StoreUnavailableError {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`${path} stayed locked by another process: stop that process and try again.`, { cause });
  }
}

/** A MongoDB server that was reached before does not answer now; `place` as in MongoUnusableError. */
export class MongoAwayError extends StoreUnavailableError {
  constructor(
    readonly place: string,
    cause: unknown,
  ) {
    super(`MongoDB (${place}) does not answer (${reasonOf(cause)}): start it again, or mend the network.`, {
      cause,
    });
  }
}

/** Several processes cannot share a server that has no transactions; `place` as in MongoUnusableError. */
export class MongoStandaloneError extends BarometerError {
  constructor(readonly place: string) {
    super(
      `MONGODB_URI (${place}) is a standalone server, which one process at a time may use: make it a replica set, or set SHARDS=auto.`,
    );
  }
}

/** A MongoDB that can't be used; `place` is its URI without user, password and options. */
export class MongoUnusableError extends BarometerError {
  constructor(
    readonly place: string,
    readonly problem: 'malformed' | 'refused' | 'unreachable',
    readonly reason: string,
  ) {
    super(`MONGODB_URI (${place}) ${PROBLEMS[problem](reason)}`);
  }
}

const PROBLEMS: Readonly<Record<MongoUnusableError['problem'], (reason: string) => string>> = {
  malformed: (reason) =>
    `is no MongoDB address (${reason}): write it as mongodb://user:password@host:27017/barometer.`,
  refused: (reason) => `refused the login (${reason}): check its user, its password and its authSource.`,
  unreachable: (reason) =>
    `cannot be reached (${reason}): start MongoDB or mend the address; without MONGODB_URI the embedded store is used.`,
};
