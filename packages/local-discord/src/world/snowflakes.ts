// Makes ids: ever-growing for now, unique for a moment in the past.
import type { Clock } from '../clock.ts';
import { snowflakeAt } from '../snowflake.ts';

/** The upper half of a millisecond's 22 bits is for ids of the past, so that the two kinds never meet. */
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
