// What can go wrong on the way to a target.
import { BarometerError } from '../errors.ts';

/** The name leads to an address that is not the public Internet: nothing was sent there. */
export class PrivateTargetError extends BarometerError {
  constructor(readonly host: string) {
    super(
      `${host} is not on the public Internet: choose another address, or let the operator set ALLOW_PRIVATE_TARGETS.`,
    );
  }
}

export class InsecureTargetError extends BarometerError {
  constructor(readonly host: string) {
    super(`${host} would be spoken to without encryption: use its https address.`);
  }
}

export class TargetTimeoutError extends BarometerError {
  constructor(
    readonly host: string,
    readonly afterMs: number,
  ) {
    super(`${host} did not answer within ${Math.round(afterMs / 1000)} s.`);
  }
}

/** A file of reports holds something else; nothing was written. */
export class ReportFileError extends BarometerError {
  constructor(
    readonly path: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${path} ${problem}: move it away, and a new one is begun.`, options);
  }
}
