// The rows that heads are fitted on.
import type { Asked } from '../../src/llm/heads/asked.ts';
import type { Intent } from '../../src/mood/intent.ts';
import type { Kind } from '../../src/mood/kind.ts';
import type { Label } from '../../src/mood/verdict.ts';
import type { Row } from '../../src/llm/heads/fit/logistic.ts';
import type { Addressed, Labelled } from '../rows.ts';

export type SentimentRow = Labelled & Row<Label>;

/** Rows of one writer, or else of one text, share a fold. */
export function sentimentRows(
  rows: readonly Labelled[],
  features: readonly (readonly number[])[],
): SentimentRow[] {
  return rows.map((row, i) => ({
    ...row,
    group: row.by ?? row.text,
    features: features[i] ?? [],
    weight: 1,
  }));
}

/** Those that have an intent. */
export const intentRows = (rows: readonly SentimentRow[]): Row<Intent>[] =>
  rows.flatMap((row) => (row.intent ? [{ ...row, label: row.intent }] : []));

/** The negative ones that have a kind. */
export const kindRows = (rows: readonly SentimentRow[]): Row<Kind>[] =>
  rows.flatMap((row) => (row.kind && row.label === 'negative' ? [{ ...row, label: row.kind }] : []));

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
