// Makes ids. Those of now grow; those of a moment in the past are unique.
import type { Clock } from '../clock.ts';
import { snowflakeAt } from '../snowflake.ts';

/** Ids of the past use the upper half of a millisecond's 22 bits, so that they never equal ids of now. */
const PAST = 1n << 21n;

export class Snowflakes {
  #last = 0n;
  #past: bigint;
  readonly #clock: Clock;

  constructor(clock: Clock, pastIdsMade = 0) {
    this.#clock = clock;
    this.#past = BigInt(pastIdsMade);
  }

  get pastIdsMade(): number {
    return Number(this.#past);
  }

  next(): string {
    const smallest = snowflakeAt(this.#clock.now());
    this.#last = smallest > this.#last ? smallest : this.#last + 1n;
    return this.#last.toString();
  }

  /** An id of that moment (milliseconds since 1970); later calls for one moment give greater ids. */
  at(moment: number): string {
    const id = snowflakeAt(moment) + PAST + (this.#past % PAST);
    this.#past += 1n;
    return id.toString();
  }
}
