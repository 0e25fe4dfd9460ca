// Buckets and author sketches as they change: always inside the transaction that changes the message.
import { LABELS, type Label } from '../../mood/verdict.ts';
import { addAuthor, EMPTY_SKETCH } from '../../mood/sketch.ts';
import { QUARTERS_IN, stepOf, type Grain } from '../spans.ts';
import type { Database } from './database.ts';

/** How grains are written in the table. */
export const GRAINS: Readonly<Record<Grain, number>> = { quarter: 0, hour: 1, day: 2 };
export const DAYS_PER_SCOPE = 65_536;

/** One judged message as its buckets see it. */
interface Counted {
  /** Keys of the server and of the channel. */
  readonly scopes: readonly number[];
  readonly createdAt: number;
  readonly label: Label;
  readonly uncertain: boolean;
}

export interface Tally {
  add(message: Counted, authorId: string): void;
  /** Authors stay in their sketch: one message less does not say that they wrote no other. */
  subtract(message: Counted): void;
}

export function sqliteTally({ handle }: Database): Tally {
  const change = handle.prepare(
    `INSERT INTO buckets (scope, grain, step, positive, neutral, negative, uncertain)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET positive = positive + excluded.positive,
       neutral = neutral + excluded.neutral, negative = negative + excluded.negative,
       uncertain = uncertain + excluded.uncertain`,
  );
  const dropEmpty = handle.prepare(
    `DELETE FROM buckets WHERE scope = ? AND grain = ? AND step = ?
     AND positive = 0 AND neutral = 0 AND negative = 0`,
  );
  const sketch = handle.prepare<[number], { authors: Uint8Array }>(
    'SELECT authors FROM sketches WHERE key = ?',
  );
  const keep = handle.prepare('INSERT OR REPLACE INTO sketches (key, authors) VALUES (?, ?)');

  const rowsOf = ({ scopes, createdAt }: Counted) =>
    scopes.flatMap((scope) =>
      (Object.keys(QUARTERS_IN) as Grain[]).map(
        (grain) => [scope, GRAINS[grain], stepOf(createdAt, grain)] as const,
      ),
    );
  const count = (message: Counted, by: 1 | -1) => {
    const labels = LABELS.map((label) => (label === message.label ? by : 0));
    for (const row of rowsOf(message)) change.run(...row, ...labels, message.uncertain ? by : 0);
  };
  return {
    add(message, authorId) {
      count(message, 1);
      for (const scope of message.scopes) {
        const key = scope * DAYS_PER_SCOPE + stepOf(message.createdAt, 'day');
        const held = sketch.get(key)?.authors ?? EMPTY_SKETCH;
        const next = addAuthor(held, authorId);
        if (next !== held) keep.run(key, next);
      }
    },
    subtract(message) {
      count(message, -1);
      for (const row of rowsOf(message)) dropEmpty.run(...row);
    },
  };
}
