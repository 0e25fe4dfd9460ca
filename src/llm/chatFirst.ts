// People who chat come first: what writes in the background waits for them, and stops when one begins.
import type { Responder } from './responder.ts';

export interface ChatFirst {
  /** The same responder, whose answers are noticed. */
  readonly responder: Responder;
  /**
   * Runs `work` while nobody is answered. Its signal aborts when an answer begins; it is then run again from the start.
   * Rejects with `signal`'s reason once that aborts, and with what `work` throws otherwise.
   */
  between<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function chatFirst(responder: Responder): ChatFirst {
  let answering = 0;
  let waiting: (() => void)[] = [];
  const working = new Set<AbortController>();

  function begin(): void {
    answering += 1;
    for (const work of working) work.abort();
  }

  function end(): void {
    answering -= 1;
    if (answering > 0) return;
    for (const go of waiting.splice(0)) go();
  }

  async function silence(signal: AbortSignal): Promise<void> {
    while (answering > 0 && !signal.aborted) {
      await new Promise<void>((go) => {
        waiting = [...waiting, go];
        signal.addEventListener('abort', () => go(), { once: true });
      });
    }
    signal.throwIfAborted();
  }

  return {
    responder: {
      answer(question, options) {
        const answer = responder.answer(question, options);
        return { ...answer, drafts: framed(begin, answer.drafts, end) };
      },
    },
    async between(work, signal) {
      for (;;) {
        await silence(signal);
        const interrupted = new AbortController();
        working.add(interrupted);
        try {
          const done = await work(AbortSignal.any([signal, interrupted.signal]));
          signal.throwIfAborted();
          if (!interrupted.signal.aborted) return done;
        } catch (error) {
          signal.throwIfAborted();
          if (!interrupted.signal.aborted) throw error;
        } finally {
          working.delete(interrupted);
        }
      }
    },
  };
}

async function* framed<T>(
  begin: () => void,
  items: AsyncIterable<T>,
  end: () => void,
): AsyncGenerator<T, void, undefined> {
  begin();
  try {
    yield* items;
  } finally {
    end();
  }
}
