// When the model is free: work in the background waits until nobody is judged or answered.
import type { Model } from './model.ts';

interface SpareTime {
  /** The same model, whose use is noticed. */
  readonly model: Model;
  /** Resolves at once while the model is free, else when it next is. Rejects with the signal's reason when it aborts. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
}

/** What runs in spare time uses the model that was given, or it would wait for itself. */
export function spareTimeOf(model: Model): SpareTime {
  let running = 0;
  let waiting: (() => void)[] = [];

  function end(): void {
    running -= 1;
    if (running === 0) for (const go of waiting.splice(0)) go();
  }

  async function* counted(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    running += 1;
    try {
      yield* pieces;
    } finally {
      end();
    }
  }

  return {
    model: {
      id: model.id,
      preset: model.preset,
      batchSize: model.batchSize,
      manyWords: model.manyWords,
      async judge(question, texts) {
        running += 1;
        try {
          return await model.judge(question, texts);
        } finally {
          end();
        }
      },
      stream: (conversation, options) => counted(model.stream(conversation, options)),
      close: () => model.close(),
    },
    async wait(signal) {
      while (running > 0 && !signal.aborted) {
        await new Promise<void>((go) => {
          waiting = [...waiting, go];
          signal.addEventListener('abort', () => go(), { once: true });
        });
      }
      signal.throwIfAborted();
    },
  };
}
