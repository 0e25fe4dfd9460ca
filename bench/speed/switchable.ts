// The threads of one model, which a bench switches between a fixed number and the bot's own choice.
import type { Clock } from '../../src/clock.ts';
import { limiter, type Weights } from '../../src/llm/llama/open.ts';
import { spareCores } from '../../src/llm/llama/spareCores.ts';
import { adaptiveThreads, type Threads } from '../../src/llm/llama/threads.ts';
import { silentLog } from '../../src/log.ts';

export type Mode = number | 'adaptive';

export class SwitchableThreads {
  readonly #clock: Clock;
  #mode: Mode = 'adaptive';
  #adapted = 1;
  #limit: (threads: number) => void = () => undefined;
  #most = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** All that the machine has; known once the model is open. */
  get most(): number {
    return this.#most;
  }

  /** How many threads evaluations get now. */
  get now(): number {
    return this.#mode === 'adaptive' ? this.#adapted : this.#mode;
  }

  /** Those of a model on these weights. */
  on(weights: Weights): Threads {
    this.#limit = limiter(weights);
    this.#most = weights.cores;
    const adaptive = adaptiveThreads({
      most: weights.cores,
      spare: spareCores(),
      apply: (threads) => {
        this.#adapted = threads;
        if (this.#mode === 'adaptive') this.#limit(threads);
      },
      clock: this.#clock,
      log: silentLog,
    });
    const start = () => (this.#mode === 'adaptive' ? adaptive.start() : () => undefined);
    return { most: adaptive.most, start, close: () => adaptive.close() };
  }

  /** From the next evaluation on; it goes on looking at the machine meanwhile, as the bot does. */
  use(mode: Mode): void {
    this.#mode = mode;
    this.#limit(mode === 'adaptive' ? this.#adapted : mode);
  }
}
