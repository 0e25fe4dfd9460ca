// How many requests are under way at once: chat first, yet never all of them.

interface Waiting {
  readonly kind: Kind;
  readonly go: () => void;
}
type Kind = 'chat' | 'judge';

/** Of more than one place, chats leave one to judging; they go before requests that wait. */
export class Gate {
  readonly #places: number;
  readonly #chatPlaces: number;
  #taken = 0;
  #chats = 0;
  #waiting: Waiting[] = [];

  constructor(places: number) {
    this.#places = places;
    this.#chatPlaces = Math.max(1, places - 1);
  }

  /** Waits for a place, runs `work`, hands the place on. Rejects with the signal's reason when it aborts first. */
  async use<T>(kind: Kind, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const leave = await this.enter(kind, signal);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Resolves with the function that hands the place on. */
  async enter(kind: Kind, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#isFree(kind)) this.#take(kind);
    else await this.#wait(kind, signal);
    return () => this.#leave(kind);
  }

  #isFree(kind: Kind): boolean {
    return this.#taken < this.#places && (kind === 'judge' || this.#chats < this.#chatPlaces);
  }

  #take(kind: Kind): void {
    this.#taken += 1;
    if (kind === 'chat') this.#chats += 1;
  }

  #wait(kind: Kind, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        reject(signal.reason as Error);
      };
      const entry: Waiting = {
        kind,
        go: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(entry);
    });
  }

  #leave(kind: Kind): void {
    this.#taken -= 1;
    if (kind === 'chat') this.#chats -= 1;
    const next =
      this.#waiting.find((entry) => entry.kind === 'chat' && this.#isFree('chat')) ??
      this.#waiting.find((entry) => entry.kind === 'judge' && this.#isFree('judge'));
    if (!next) return;
    this.#waiting = this.#waiting.filter((entry) => entry !== next);
    this.#take(next.kind);
    next.go();
  }
}
