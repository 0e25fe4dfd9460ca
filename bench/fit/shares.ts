// How often heads are right about rows that they never saw.
import { ASKED, askedIn, routeOf, type Asked } from '../../src/llm/heads/asked.ts';
import { share } from '../../src/llm/heads/fit/figures.ts';
import type { Row } from '../../src/llm/heads/fit/logistic.ts';

/** The likeliest of `labels` of each row of `guesses`, whose order is theirs. */
export function likeliestOf<Label extends string>(
  labels: readonly Label[],
  guesses: readonly (readonly number[])[],
): (Label | undefined)[] {
  return guesses.map((guess) => labels[guess.indexOf(Math.max(...guess))]);
}

/** Share of rows whose label is the likeliest; null where there are none. */
export function rightShare<Label extends string>(
  labels: readonly Label[],
  rows: readonly Row<Label>[],
  guesses: readonly (readonly number[])[],
): number | null {
  const found = likeliestOf(labels, guesses);
  return share(rows.filter(({ label }, i) => found[i] === label).length, rows.length);
}

/** Shares of rows whose label is found, and whose route is. */
export function askedFigures(rows: readonly Row<Asked>[], guesses: readonly (readonly number[])[]) {
  const routed = rows.filter(({ label }, i) => routeOf(askedIn(guesses[i] ?? []).label) === routeOf(label));
  return { asked: rightShare(ASKED, rows, guesses), route: share(routed.length, rows.length) };
}
