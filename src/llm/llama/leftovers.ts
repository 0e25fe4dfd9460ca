// What node-llama-cpp leaves behind a reading: 1.8 MB that it frees only once V8 collects the small object that owns it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Readings whose memory may lie about: 16 are 29 MB with 152 k words. */
const READINGS = 16;
/** A pause so many times as long follows a collection: a large heap must not stop the bot all the time. */
const PAUSES = 20;

export interface LeftoversOptions {
  /** Frees what nobody holds. */
  readonly collect: () => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Without it a busy bot grows by gigabytes, since V8 sees but a hundred bytes a reading. */
export class Leftovers {
  readonly #options: LeftoversOptions;
  #readings = 0;
  #notBefore = -Infinity;

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** To be told of every pass; stops the event loop for about 30 ms now and then. */
  add(readings: number): void {
    const { collect, now } = this.#options;
    this.#readings += readings;
    const began = now();
    if (this.#readings < READINGS || began < this.#notBefore) return;
    collect();
    const ended = now();
    this.#readings = 0;
    this.#notBefore = ended + (ended - began) * PAUSES;
  }
}

/** V8's own, which is in no module. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
