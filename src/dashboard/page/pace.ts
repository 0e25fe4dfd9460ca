// When the page asks for the view again: not at each change, and not where nobody looks.
import type { Clock } from '../../clock.ts';

export interface Pace {
  /** Something changed. */
  want(): void;
  /** The page came into sight, or went out of it. */
  look(): void;
  stop(): void;
}

/** Between two views, in milliseconds: one takes the bot a tenth of a second and more, and many pages may be open. */
const PAUSE = 10_000;

/** Calls `ask` after a change, PAUSE apart, counted from now; where the page is hidden, once it is seen again. */
export function createPace(ask: () => void, clock: Clock, isHidden: () => boolean): Pace {
  const stopping = new AbortController();
  const { signal } = stopping;
  let askedAt = clock.now();
  let isWanted = false;
  let isWaiting = false;

  function next(): void {
    if (!isWanted || isWaiting || signal.aborted || isHidden()) return;
    const rest = askedAt + PAUSE - clock.now();
    if (rest > 0) {
      isWaiting = true;
      const goOn = () => {
        isWaiting = false;
        next();
      };
      void clock.wait(rest, signal).then(goOn, goOn);
      return;
    }
    [isWanted, askedAt] = [false, clock.now()];
    ask();
  }

  return {
    want() {
      isWanted = true;
      next();
    },
    look: next,
    stop: () => stopping.abort(),
  };
}
