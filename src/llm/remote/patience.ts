// How long to wait for a server: a signal that aborts when nothing was heard for a while, or its caller gave up.
import type { Clock } from '../../clock.ts';

export class Patience {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #parent: AbortSignal;
  readonly #own = new AbortController();
  readonly #follow = () => this.#own.abort(this.#parent.reason);
  #hearing = new AbortController();
  #ranOut = false;

  /** Runs out `ms` milliseconds from now, unless something is heard. */
  constructor(clock: Clock, ms: number, parent: AbortSignal) {
    this.#clock = clock;
    this.#ms = ms;
    this.#parent = parent;
    if (parent.aborted) this.#follow();
    else parent.addEventListener('abort', this.#follow, { once: true });
    this.restart();
  }

  get signal(): AbortSignal {
    return this.#own.signal;
  }

  /** It was the server that took too long. */
  get ranOut(): boolean {
    return this.#ranOut;
  }

  /** Something was heard: the time begins anew. */
  restart(): void {
    this.#hearing.abort();
    this.#hearing = new AbortController();
    this.#clock.wait(this.#ms, this.#hearing.signal).then(
      () => {
        this.#ranOut = true;
        this.#own.abort(new Error(`nothing came for ${this.#ms} ms`));
      },
      () => undefined, // something was heard in time
    );
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#hearing.abort();
    this.#parent.removeEventListener('abort', this.#follow);
  }
}
