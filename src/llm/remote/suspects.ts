// Texts at which the server broke off: they are read alone from then on, and given up after some breaks.
import type { Clock } from '../../clock.ts';
import { setNewest } from '../../newest.ts';

/** A text is given up after this many breaks. All but the first are counted right after the server read a harmless text. */
const BREAKS = 3;
/** How long a text is remembered after its last break, in milliseconds. */
const REMEMBERED = 60 * 60_000;
/** Texts remembered, the newest. */
const MOST = 100;

export class Suspects {
  readonly #clock: Clock;
  readonly #held = new Map<string, { readonly breaks: number; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Times that reading this text broke off lately. */
  breaks(text: string): number {
    const held = this.#held.get(text);
    return held && held.until > this.#clock.now() ? held.breaks : 0;
  }

  isGivenUp(text: string): boolean {
    return this.breaks(text) >= BREAKS;
  }

  recordBroken(text: string): void {
    const breaks = this.breaks(text) + 1;
    setNewest(this.#held, text, { breaks, until: this.#clock.now() + REMEMBERED }, MOST);
  }

  forget(text: string): void {
    this.#held.delete(text);
  }
}
