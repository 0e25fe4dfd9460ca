// What each head is fitted on, and how much a row counts.
import type { Asked } from '../../src/llm/heads/asked.ts';
import { LABELS, type Label } from '../../src/mood/verdict.ts';
import type { Row } from '../fit.ts';
import type { Addressed, Labelled } from '../rows.ts';

/** Found by cross-validation, a power of about three apart. */
export const RIDGES = { sentiment: 0.15, asked: 0.003 } as const;

/** The say of each set against chat, which is what the bot reads: the others' labels are other people's. */
const SAY = { chat: 1, dev: 6 } as const;

export type SentimentRow = Labelled & Row<Label>;

export function sentimentRows(
  rows: readonly Labelled[],
  features: readonly (readonly number[])[],
): SentimentRow[] {
  const counts = new Map<string, number>();
  const key = ({ set, label }: Labelled) => `${set} ${label}`;
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  const ofSet = (set: Labelled['set']) => rows.filter((row) => row.set === set).length;
  const sizes = { chat: ofSet('chat'), dev: ofSet('dev') };
  return rows.map((row, i) => ({
    ...row,
    group: row.by ?? row.text,
    features: features[i] ?? [],
    // Each label of a set has as much to say as the others.
    weight: (SAY[row.set] * sizes[row.set]) / LABELS.length / (counts.get(key(row)) ?? 1),
  }));
}

export function askedRows(
  rows: readonly Addressed[],
  features: readonly (readonly number[])[],
): (Addressed & Row<Asked>)[] {
  return rows.map((row, i) => ({
    ...row,
    label: row.asked,
    group: row.by,
    features: features[i] ?? [],
    weight: 1,
  }));
}
