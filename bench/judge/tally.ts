// How many rows of the suite Barometer and the lexicon judge as their authors meant them.
import type { Label, Verdict } from '../../src/mood/verdict.ts';
import type { SuiteRow } from './suite.ts';

export interface Answered extends SuiteRow {
  readonly verdict: Verdict;
  readonly lexicon: Label;
}

export interface Tally {
  readonly name: string;
  readonly rows: number;
  /** Shares of the rows, 0…1. */
  readonly barometer: number;
  readonly lexicon: number;
  /** How many rows Barometer called uncertain. */
  readonly uncertain: number;
}

/** Of at least one row. */
export function tallyOf(name: string, rows: readonly Answered[]): Tally {
  const share = (keep: (row: Answered) => boolean) => rows.filter(keep).length / rows.length;
  return {
    name,
    rows: rows.length,
    barometer: share(({ verdict, label }) => verdict.label === label),
    lexicon: share(({ lexicon, label }) => lexicon === label),
    uncertain: rows.filter(({ verdict }) => verdict.uncertain).length,
  };
}

/** One tally for each value of `key`, in the order of their first rows. */
export function talliesBy(rows: readonly Answered[], key: 'behaviour' | 'language' | 'label'): Tally[] {
  const names = [...new Set(rows.map((row) => row[key]))];
  return names.map((name) =>
    tallyOf(
      name,
      rows.filter((row) => row[key] === name),
    ),
  );
}
