// The circuit breaker: a server that keeps failing is left alone for a while, then tried by one request.
import type { Clock } from '../../clock.ts';

/** Failures in a row that open it. */
const FAILURES = 5;
/** How long it stays open, in milliseconds. */
const PAUSE = 30_000;
/** What to wait while another request tries the server, in milliseconds. */
const TRYING = 1000;

export class Breaker {
  readonly #clock: Clock;
  #failures = 0;
  #openUntil: number | null = null;
  #trying = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null: the request may be sent, and its end must be recorded. Else the milliseconds after which to ask again. */
  enter(): number | null {
    if (this.#openUntil === null) return null;
    const left = this.#openUntil - this.#clock.now();
    if (left > 0) return left;
    if (this.#trying) return TRYING;
    this.#trying = true;
    return null;
  }

  recordSuccess(): void {
    this.#failures = 0;
    this.#openUntil = null;
    this.#trying = false;
  }

  /** True when this failure opened it. */
  recordFailure(): boolean {
    this.#failures += 1;
    // Requests that were under way when it opened do not prolong it.
    const opens = this.#trying || (this.#openUntil === null && this.#failures >= FAILURES);
    this.#trying = false;
    if (opens) this.#openUntil = this.#clock.now() + PAUSE;
    return opens;
  }

  /** The request was given up: it says nothing about the server. */
  recordAbandoned(): void {
    this.#trying = false;
  }
}
