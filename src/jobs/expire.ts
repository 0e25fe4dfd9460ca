// Forgetting: texts after RETENTION_DAYS, rows and reports after HISTORY_DAYS, old claims. One process does it for all.
import type { Clock } from '../clock.ts';
import { DAY } from '../mood/window.ts';
import type { Store } from '../store/store.ts';
import { REMEMBERED } from '../pipeline/historyBefore.ts';
import type { Job } from './job.ts';

export interface ExpireOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly retentionDays: number;
  readonly historyDays: number;
}

/** Rows a step: writers get their turn in between. */
const STEP = 500;
const CLAIM_DAYS = 30;

export function expireJob({ store, clock, retentionDays, historyDays }: ExpireOptions): Job {
  return {
    name: 'expire',
    async run({ signal }) {
      const now = clock.now();
      let touched = STEP;
      while (touched === STEP && !signal.aborted) {
        touched = await store.expire(now - retentionDays * DAY, now - historyDays * DAY, STEP);
        await new Promise((resolve) => setImmediate(resolve));
      }
      // Reports hold no messages, only when they were posted or why they were not.
      await store.reports.prune(now - historyDays * DAY);
      await store.claims.prune(now - CLAIM_DAYS * DAY);
      // What is older is read no more, so it need not be kept out either.
      await store.resets.prune(now - REMEMBERED);
      return { kind: 'done' };
    },
  };
}
