// Who may use the processor cores: one evaluation at a time, chat first, judging never starved.

/** Chat tokens that may pass while judging waits, before one judge batch is let in. */
const SHARE = 24;

/**
 * Two evaluations at once would only slow each other down, so they take turns. A chat goes before every
 * waiting judge batch; after SHARE tokens of chat one batch goes first. Hence a new chat waits for one
 * batch at most, and a batch for SHARE tokens (and a chat's prompt) at most.
 */
export class Cores {
  #held = false;
  #spent = 0;
  readonly #chats: (() => void)[] = [];
  readonly #batches: (() => void)[] = [];

  /** Waits for the cores, runs `work`, and hands them on. */
  async use<T>(kind: 'chat' | 'batch', work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((go) => (kind === 'chat' ? this.#chats : this.#batches).push(go));
    this.#held = true;
    if (kind === 'batch') this.#spent = 0;
    try {
      return await work();
    } finally {
      this.#handOn();
    }
  }

  /** Called by the chat that has the cores, before each token: may let one batch go first. */
  async pause(): Promise<void> {
    this.#spent += 1;
    if (this.#batches.length === 0 || this.#spent < SHARE) return;
    await new Promise<void>((go) => {
      this.#chats.unshift(go);
      this.#handOn();
    });
  }

  #handOn(): void {
    const batchFirst = this.#chats.length === 0 || this.#spent >= SHARE;
    const next = (batchFirst ? this.#batches.shift() : undefined) ?? this.#chats.shift();
    if (next) next();
    else this.#held = false;
  }
}
