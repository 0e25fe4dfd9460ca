// How a head takes the labels for each other: one table for every head.
import { share } from '../../src/llm/heads/fit/figures.ts';
import type { Row } from '../../src/llm/heads/fit/logistic.ts';
import { likeliestOf } from '../fit/shares.ts';
import { ratio, table } from '../table.ts';

/** Characters of the longest label. */
const NAME = 14;

/** `guesses`: what heads that never saw a row's writer say of it, in the order of `labels`. */
export function labelTable<Label extends string>(
  title: string,
  labels: readonly Label[],
  rows: readonly Row<Label>[],
  guesses: readonly (readonly number[])[],
): string {
  const likeliest = likeliestOf(labels, guesses);
  const pairs = rows.map(({ label }, i) => [label, likeliest[i]] as const);
  const lines = labels.map((label) => {
    const wanted = pairs.filter(([one]) => one === label);
    const found = pairs.filter(([, one]) => one === label);
    const right = wanted.filter(([, one]) => one === label).length;
    const others = new Map<string, number>();
    for (const [, one = ''] of wanted) if (one !== label) others.set(one, (others.get(one) ?? 0) + 1);
    const [most] = [...others].sort(([, a], [, b]) => b - a);
    const mostly = most ? `${most[0]} (${most[1]})` : '';
    return [
      label,
      String(wanted.length),
      shareOf(right, wanted.length),
      shareOf(right, found.length),
      mostly,
    ];
  });
  return table([title, 'rows', 'found', 'right when said', 'mostly taken for'], lines, NAME);
}

function shareOf(part: number, whole: number): string {
  const found = share(part, whole);
  return found === null ? '' : ratio(found);
}
