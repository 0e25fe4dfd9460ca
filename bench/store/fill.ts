// Fills a store through its own port: every message is added and judged, as the bot does, in large batches.
import { StoreUnavailableError } from '../../src/store/errors.ts';
import type { NewMessage, Store } from '../../src/store/store.ts';
import { randomFrom } from '../spike/generator.ts';
import { messages, tagOf } from './generator.ts';

export async function fill(
  store: Store,
  count: number,
  batch: number,
  progress: (done: number) => void,
): Promise<void> {
  const random = randomFrom(7);
  let waiting: NewMessage[] = [];
  let done = 0;
  const flush = async () => {
    const tags = waiting.map((message) => tagOf(message, random));
    await patiently(() => store.intake.add(waiting));
    await patiently(() => store.queue.tag(tags));
    done += waiting.length;
    waiting = [];
    progress(done);
  };
  for (const message of messages(count, 1)) {
    waiting.push(message);
    if (waiting.length === batch) await flush();
  }
  await flush();
}

/** On a busy machine a server may not answer for so long that it counts as away. */
async function patiently(call: () => Promise<unknown>): Promise<void> {
  for (let left = 5; ; left--) {
    try {
      await call();
      return;
    } catch (error) {
      if (left === 0 || !(error instanceof StoreUnavailableError)) throw error;
    }
  }
}
