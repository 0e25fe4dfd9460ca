// Repairs buckets where the server has no transactions. An intent names the quarter-hours of a step until all is
// written. Those of a step that failed halfway are counted again.
import { randomUUID } from 'node:crypto';
import type { Collections, IntentDocument } from './documents.ts';

export type Places = IntentDocument['places'];

export interface Intents {
  /** Runs a step. Where an earlier step failed halfway, its places are counted again first, while no step runs. */
  run<T>(places: Places, work: () => Promise<T>): Promise<T>;
  /** Counts again the places that intents name; returns how many quarter-hours. No step may run meanwhile. */
  recover(): Promise<number>;
}

export function mongoIntents(
  { intents }: Pick<Collections, 'intents'>,
  recount: (places: Places) => Promise<void>,
): Intents {
  const underWay = new Set<Promise<unknown>>();
  let isHalfWritten = false;
  let mending: Promise<void> | null = null;

  async function recover(): Promise<number> {
    let quarters = 0;
    for await (const { _id, places } of intents.find()) {
      await recount(places);
      quarters += places.length;
      await intents.deleteOne({ _id });
    }
    return quarters;
  }

  async function mend(): Promise<void> {
    await Promise.allSettled(underWay);
    await recover();
    isHalfWritten = false;
  }

  async function step<T>(places: Places, work: () => Promise<T>): Promise<T> {
    const _id = randomUUID();
    await intents.insertOne({ _id, places });
    try {
      const result = await work();
      await intents.deleteOne({ _id });
      return result;
    } catch (error) {
      isHalfWritten = true;
      throw error;
    }
  }

  return {
    recover,
    async run(places, work) {
      while (isHalfWritten) await (mending ??= mend().finally(() => (mending = null)));
      const running = step(places, work);
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
  };
}
