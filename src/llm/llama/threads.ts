// The threads of an evaluation: a number that the operator chose, or one that follows what the machine is doing.
import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { startingWith, withPass, withRoom, type ThreadCount } from './threadCount.ts';

export interface Threads {
  /** What an evaluation gets at most. */
  readonly most: number;
  /** Called before an evaluation; what it returns is called after, with the number of tokens. */
  start(): (tokens: number) => void;
  close(): Promise<void>;
}

export interface AdaptiveOptions {
  readonly most: number;
  /** The cores that other programs left since the last call. */
  readonly spare: () => number;
  /** Gives the next evaluations so many threads. */
  readonly apply: (threads: number) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds from one look at the other programs to the next. */
const EVERY = 500;
/** A look takes .2 ms a core: with hundreds of cores it is taken less often. */
const PAUSES = 100;

export function fixedThreads(most: number): Threads {
  return { most, start: () => () => undefined, close: () => Promise.resolve() };
}

/** Starts with what the machine has left since `spare` was made, and looks again until it is closed. */
export function adaptiveThreads({ most, spare, apply, clock, log }: AdaptiveOptions): Threads {
  if (most === 1) return fixedThreads(1);
  const closing = new AbortController();
  let count = startingWith(most, spare(), clock.now());
  apply(count.threads);

  function become(next: ThreadCount): void {
    const { threads } = count;
    count = next;
    if (next.threads === threads) return;
    apply(next.threads);
    log.debug({ threads: next.threads, most }, 'Evaluations get another number of threads.');
  }

  async function look(): Promise<void> {
    for (let pause = EVERY; ;) {
      await clock.wait(pause, closing.signal);
      const began = clock.now();
      const room = spare();
      const now = clock.now();
      become(withRoom(count, room, now));
      pause = Math.max(EVERY, (now - began) * PAUSES);
    }
  }

  // It ends by its wait, when it is closed.
  const looking = look().catch((error: unknown) => {
    if (!closing.signal.aborted)
      log.warn({ reason: reasonOf(error) }, 'The number of threads stays as it is.');
  });
  return {
    most,
    start() {
      const { threads } = count;
      const began = clock.now();
      return (tokens) => {
        const now = clock.now();
        become(withPass(count, { tokens, threads, ms: now - began }, now));
      };
    },
    async close() {
      closing.abort();
      await looking;
    },
  };
}
