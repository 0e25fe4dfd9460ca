// The time of writes: one by one at a fixed rate, as many as possible, and during retention.
import { Worker } from 'node:worker_threads';
import type { NewMessage, Store } from '../../src/store/store.ts';
import { randomFrom } from '../spike/generator.ts';
import { messageAt, tagOf } from './generator.ts';

/** Messages that the judge takes at once. */
const BATCH = 16;
/** Verdicts a second during a burst of messages: several times as many as the model gives on two cores. */
export const JUDGED_PER_SECOND = 128;

export interface Stream {
  /** Of the first message, milliseconds since 1970; they are 2 ms apart. */
  readonly from: number;
  readonly seed: number;
}

function messagesOf({ from, seed }: Stream): () => NewMessage {
  const random = randomFrom(seed);
  let number = 0;
  return () => messageAt(from + 2 * number, number++, random);
}

/** Adds a message and hands it to the judge, which tags in batches, at most `judgedPerSecond`; the rest stays pending. */
function writerOf(store: Store, stream: Stream, judgedPerSecond: number) {
  const next = messagesOf(stream);
  const random = randomFrom(3);
  const tagging = new Set<Promise<unknown>>();
  let waiting: NewMessage[] = [];
  let free = 0;
  const judge = () => {
    free = performance.now() + (waiting.length / judgedPerSecond) * 1_000;
    const tags = waiting.map((message) => tagOf(message, random));
    waiting = [];
    const done = store.queue.tag(tags).finally(() => tagging.delete(done));
    tagging.add(done);
  };
  return {
    write: async () => {
      const message = next();
      await store.intake.add([message]);
      if (performance.now() < free) return;
      waiting.push(message);
      if (waiting.length >= BATCH) judge();
    },
    finish: async () => {
      if (waiting.length > 0) judge();
      await Promise.all(tagging);
    },
  };
}

/** Milliseconds from each message's arrival to its durable row, at `perSecond` for `seconds`. */
export async function atRate(
  store: Store,
  stream: Stream,
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  const writer = writerOf(store, stream, JUDGED_PER_SECOND);
  const durations: number[] = [];
  const writes: Promise<void>[] = [];
  const url = new URL('./producer.worker.js', import.meta.url);
  const producer = new Worker(url, { workerData: { perSecond, seconds } });
  await new Promise<void>((resolve, reject) => {
    producer.on('error', reject);
    producer.on('message', (due: number | null) => {
      if (due === null) {
        resolve();
        return;
      }
      const write = writer.write().then(() => {
        durations.push(performance.timeOrigin + performance.now() - due);
      });
      writes.push(write);
    });
  });
  await Promise.all(writes);
  await writer.finish();
  return durations;
}

/** Messages a second, all of them judged, with `inFlight` writes at any moment. */
export async function atMost(
  store: Store,
  stream: Stream,
  seconds: number,
  inFlight: number,
): Promise<number> {
  const writer = writerOf(store, stream, Infinity);
  const start = performance.now();
  const end = start + seconds * 1_000;
  let written = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < end) {
        await writer.write();
        written++;
      }
    }),
  );
  await writer.finish();
  return written / ((performance.now() - start) / 1_000);
}
