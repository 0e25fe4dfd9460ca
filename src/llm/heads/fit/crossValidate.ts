// Judges rows by heads that were fitted without them.
import type { Row } from './logistic.ts';

/** What fitted heads say of features. */
export type Guess = (features: readonly number[]) => number[];

/** What is said of every row by heads that were fitted without its group. */
export function crossValidate<R extends Row>(
  rows: readonly R[],
  fit: (rows: readonly R[]) => Guess,
  folds = 5,
): number[][] {
  const foldOf = new Map([...new Set(rows.map(({ group }) => group))].map((group, i) => [group, i % folds]));
  const found: number[][] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const guess = fit(rows.filter(({ group }) => foldOf.get(group) !== fold));
    rows.forEach(({ group, features }, i) => {
      if (foldOf.get(group) === fold) found[i] = guess(features);
    });
  }
  return found;
}
