// Counts of verdicts: what a bucket holds and what every summary is made of.
import type { Label, Verdict } from './verdict.ts';

/** total = positive + neutral + negative; uncertain counts within them. */
export type Counts = Readonly<Record<Label | 'total' | 'uncertain', number>>;

export const NO_COUNTS: Counts = { total: 0, positive: 0, neutral: 0, negative: 0, uncertain: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    total: a.total + b.total,
    positive: a.positive + b.positive,
    neutral: a.neutral + b.neutral,
    negative: a.negative + b.negative,
    uncertain: a.uncertain + b.uncertain,
  };
}

/** The counts of one verdict. */
export function countsOf(verdict: Pick<Verdict, 'label' | 'uncertain'>): Counts {
  return { ...NO_COUNTS, total: 1, [verdict.label]: 1, uncertain: verdict.uncertain ? 1 : 0 };
}
