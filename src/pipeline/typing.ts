// "Barometer is typing…" from the moment when somebody asks until the answer begins: one sign a channel.
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Background } from './background.ts';

/** Discord shows the sign for 10 s. */
const RENEWED_EVERY = 8000;

export interface TypingSigns {
  /**
   * Shows the sign at once and keeps it alive until the returned function is called; calling it again does nothing.
   * However many wait in a channel, it costs one request in eight seconds. A sign that Discord refuses is given up.
   */
  show(channelId: string, send: () => Promise<unknown>): () => void;
}

export interface TypingOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly background: Background;
  /** Aborted when the program stops. */
  readonly signal: AbortSignal;
}

export function createTypingSigns({ clock, log, background, signal }: TypingOptions): TypingSigns {
  const signs = new Map<string, { waiting: number; readonly over: AbortController }>();

  async function keepAlive(channelId: string, send: () => Promise<unknown>, over: AbortSignal) {
    try {
      while (!over.aborted) {
        await send();
        await clock.wait(RENEWED_EVERY, over);
      }
    } catch (error) {
      if (!over.aborted) log.info({ channelId, reason: reasonOf(error) }, 'typing could not be shown');
    }
  }

  function begin(channelId: string, send: () => Promise<unknown>) {
    const sign = { waiting: 0, over: new AbortController() };
    signs.set(channelId, sign);
    const over = AbortSignal.any([sign.over.signal, signal]);
    background.run('showing that an answer is coming', () => keepAlive(channelId, send, over));
    return sign;
  }

  return {
    show(channelId, send) {
      const sign = signs.get(channelId) ?? begin(channelId, send);
      sign.waiting += 1;
      let isShown = true;
      return () => {
        if (!isShown) return;
        isShown = false;
        sign.waiting -= 1;
        if (sign.waiting > 0) return;
        sign.over.abort();
        signs.delete(channelId);
      };
    },
  };
}
