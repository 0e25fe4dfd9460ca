// Changes buckets, always inside the transaction that changes the messages.
import { countsOf, type Countable } from '../../mood/counts.ts';
import { KINDS, NO_KINDS } from '../../mood/kind.ts';
import { LABELS } from '../../mood/verdict.ts';
import { QUARTERS_IN, stepOf, type Grain } from '../spans.ts';
import { addTallied, NOTHING_TALLIED, type Tallied } from '../tallied.ts';
import type { Database } from './database.ts';

/** How grains are written in the table. */
export const GRAINS: Readonly<Record<Grain, number>> = { quarter: 0, hour: 1, day: 2 };

/** The columns of a bucket that are sums over its messages. */
export const SUMMED = [...LABELS, 'uncertain', 'weight', ...KINDS] as const;

/** One judged message as its buckets see it. */
export interface Counted extends Countable {
  /** Keys of the server and of the channel. */
  readonly scopes: readonly number[];
  readonly createdAt: number;
  /** See Tallied. */
  readonly weight: number;
}

interface Bucket {
  readonly scope: number;
  readonly grain: Grain;
  readonly step: number;
}

export interface Tally {
  add(messages: readonly Counted[]): void;
  subtract(messages: readonly Counted[]): void;
  /** Makes a bucket hold exactly these counts. */
  set(bucket: Bucket, counts: Tallied): void;
}

export function sqliteTally({ handle }: Database): Tally {
  const change = handle.prepare(
    `INSERT INTO buckets (scope, grain, step, ${SUMMED.join(', ')})
     VALUES (?, ?, ?, ${SUMMED.map(() => '?').join(', ')})
     ON CONFLICT DO UPDATE SET ${SUMMED.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const dropEmpty = handle.prepare(
    `DELETE FROM buckets WHERE scope = ? AND grain = ? AND step = ?
     AND positive = 0 AND neutral = 0 AND negative = 0`,
  );
  const drop = handle.prepare('DELETE FROM buckets WHERE scope = ? AND grain = ? AND step = ?');
  const write = ({ scope, grain, step }: Bucket, counts: Tallied, sign: 1 | -1) => {
    const sums = { ...counts, ...(counts.kinds ?? NO_KINDS) };
    change.run(scope, GRAINS[grain], step, ...SUMMED.map((name) => sums[name] * sign));
  };

  return {
    add(messages) {
      for (const { bucket, counts } of bucketsOf(messages)) write(bucket, counts, 1);
    },
    subtract(messages) {
      for (const { bucket, counts } of bucketsOf(messages)) {
        write(bucket, counts, -1);
        dropEmpty.run(bucket.scope, GRAINS[bucket.grain], bucket.step);
      }
    },
    set(bucket, counts) {
      drop.run(bucket.scope, GRAINS[bucket.grain], bucket.step);
      if (counts.total > 0) write(bucket, counts, 1);
    },
  };
}

/** Neighbours in time share buckets: each is changed once. */
function bucketsOf(messages: readonly Counted[]) {
  const buckets = new Map<string, { bucket: Bucket; counts: Tallied }>();
  for (const message of messages) {
    const counts = { ...countsOf(message), weight: message.weight };
    for (const scope of message.scopes) {
      for (const grain of Object.keys(QUARTERS_IN) as Grain[]) {
        const step = stepOf(message.createdAt, grain);
        const key = `${scope}/${grain}/${step}`;
        const held = buckets.get(key);
        buckets.set(key, {
          bucket: { scope, grain, step },
          counts: addTallied(held?.counts ?? NOTHING_TALLIED, counts),
        });
      }
    }
  }
  return buckets.values();
}
