// Fills a store through its own port: every message is added and judged, as the bot does, in large batches.
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
    await store.messages.add(waiting);
    await store.messages.tag(waiting.map((message) => tagOf(message, random)));
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
