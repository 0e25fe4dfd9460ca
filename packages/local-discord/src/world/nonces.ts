// Remembers for a few minutes which message was sent with a nonce, so that a repetition finds it.
import type { Clock } from '../clock.ts';
import type { Post } from './entities.ts';

const REMEMBERED_MS = 5 * 60_000;

/** A nonce belongs to its author and channel: the same text of somebody else, or elsewhere, is another nonce. */
export interface Nonce {
  readonly authorId: string;
  readonly channelId: string;
  readonly nonce: string | number;
}

export class Nonces {
  readonly #clock: Clock;
  readonly #sent = new Map<string, { post: Post; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  find(nonce: Nonce): Post | undefined {
    this.#forgetOld();
    return this.#sent.get(keyOf(nonce))?.post;
  }

  remember(nonce: Nonce, post: Post): void {
    this.#forgetOld();
    this.#sent.set(keyOf(nonce), { post, at: this.#clock.now() });
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    for (const [key, { at }] of this.#sent) if (now - at >= REMEMBERED_MS) this.#sent.delete(key);
  }
}

const keyOf = ({ authorId, channelId, nonce }: Nonce) => `${authorId} ${channelId} ${nonce}`;
