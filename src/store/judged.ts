// A store whose counts carry the known mistakes of the judge in force, so that every figure is corrected for them.
import type { Confusion } from '../mood/confusion.ts';
import { judgedBy, type Counts } from '../mood/counts.ts';
import type { Store } from './store.ts';

/** `judge`: undefined where its mistakes are not known. Asked with every read, because heads may change while the bot runs. */
export function withJudge(store: Store, judge: () => Confusion | undefined): Store {
  const { messages, buckets } = store;
  const judged = (counts: Counts): Counts => ({ ...counts, ...judgedBy(judge()) });
  const each = <Row extends { readonly counts: Counts }>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, counts: judged(row.counts) }));
  return {
    ...store,
    messages: {
      ...messages,
      judge,
      countsOfAuthor: async (...asked) => judged(await messages.countsOfAuthor(...asked)),
    },
    buckets: {
      ...buckets,
      counts: async (...asked) => judged(await buckets.counts(...asked)),
      rows: async (...asked) => each(await buckets.rows(...asked)),
      byChannel: async (...asked) => each(await buckets.byChannel(...asked)),
    },
  };
}
