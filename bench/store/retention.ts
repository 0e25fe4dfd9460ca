// How long writes wait while retention deletes a day's contents, and the rows of the oldest day.
import type { Clock } from '../../src/clock.ts';
import { expireJob } from '../../src/jobs/expire.ts';
import { DAY } from '../../src/mood/window.ts';
import type { Store } from '../../src/store/store.ts';
import { randomFrom } from '../spike/generator.ts';
import { END, messages, tagOf } from './generator.ts';
import { atRate } from './writes.ts';

export interface Retention {
  /** Milliseconds of each write meanwhile. */
  readonly writes: readonly number[];
  /** How long retention took, in seconds. */
  readonly seconds: number;
}

/** The store keeps content; `perDay` messages of one more day are added first, so that there is content to forget. */
export async function whileForgetting(store: Store, perDay: number, perSecond: number): Promise<Retention> {
  const random = randomFrom(11);
  const day = [...messages(perDay, 12, END, END + DAY)];
  for (let start = 0; start < day.length; start += 1_000) {
    const part = day.slice(start, start + 1_000);
    await store.intake.add(part);
    await store.queue.tag(part.map((message) => tagOf(message, random)));
  }
  const now = END + 2 * DAY;
  // Normally a day's messages do not arrive at once, so the work that this left to the store is not measured.
  await atRate(store, { from: now + 7 * DAY, seed: 12 }, perSecond, 3);
  const clock: Clock = { now: () => now, wait: () => Promise.resolve() };
  const job = expireJob({ store, clock, retentionDays: 1, historyDays: 731 });
  let running = true;
  let seconds = 0;
  const forgetting = async () => {
    const start = performance.now();
    await job.run({ guildId: null, dueAt: now, signal: new AbortController().signal });
    seconds = (performance.now() - start) / 1_000;
    running = false;
  };
  const writes: number[] = [];
  const writing = async () => {
    for (let part = 0; running; part++) {
      writes.push(...(await atRate(store, { from: now + part * DAY, seed: 13 + part }, perSecond, 1)));
    }
  };
  await Promise.all([writing(), forgetting()]);
  return { writes, seconds };
}
