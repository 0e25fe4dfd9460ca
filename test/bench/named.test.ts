// The heads of intent and kind, fitted on few rows, and how their table reads.
import { describe, expect, it } from 'vitest';
import { fitIntent, fitKind } from '../../bench/fit/heads.ts';
import { intentRows, kindRows, type SentimentRow } from '../../bench/fit/rows.ts';
import { labelTable } from '../../bench/judge/labels.ts';
import { namedFigures } from '../../bench/judge/named.ts';
import { probabilitiesOf } from '../../src/llm/heads/head.ts';
import { INTENTS, type Intent } from '../../src/mood/intent.ts';
import { KINDS, type Kind } from '../../src/mood/kind.ts';

/** A row whose features say its intent and its kind, by one of five writers. */
function row(n: number, intent: Intent | undefined, kind: Kind | undefined): SentimentRow {
  const says = (names: readonly string[], name: string | undefined) =>
    names.map((one) => Number(one === name) + 0.1 * ((n * 7) % 3));
  return {
    language: 'en',
    text: `row ${n}`,
    set: 'chat',
    by: `writer ${n % 5}`,
    group: `writer ${n % 5}`,
    weight: 1,
    label: kind ? 'negative' : 'neutral',
    ...(intent && { intent }),
    ...(kind && { kind }),
    features: [1, ...says(INTENTS, intent), ...says(KINDS, kind)],
  };
}

const rows = Array.from({ length: 120 }, (_, n) =>
  row(n, INTENTS[n % 6], n % 2 === 0 ? KINDS[(n / 2) % 4] : undefined),
);
const likeliest = <Label>(labels: readonly Label[], guess: readonly number[]) =>
  labels[guess.indexOf(Math.max(...guess))];

describe('the heads of intent and kind', () => {
  it('are fitted on the rows that have one; a kind on negative rows alone', () => {
    const unnamed = row(0, undefined, undefined);
    const mislabelled: SentimentRow = { ...row(1, 'chat', 'worry'), label: 'positive' };
    expect(intentRows([unnamed, mislabelled]).map(({ label }) => label)).toEqual(['chat']);
    expect(kindRows([unnamed, mislabelled, row(2, 'chat', 'worry')]).map(({ label }) => label)).toEqual([
      'worry',
    ]);
  });

  it('tell what their rows say, in the order of the names that the judge knows', () => {
    const [intent, kind] = [fitIntent(intentRows(rows)), fitKind(kindRows(rows))];
    expect([intent.labels, kind.labels]).toEqual([INTENTS, KINDS]);
    for (const one of intentRows(rows))
      expect(likeliest(INTENTS, probabilitiesOf(one.features, intent))).toBe(one.label);
    for (const one of kindRows(rows))
      expect(likeliest(KINDS, probabilitiesOf(one.features, kind))).toBe(one.label);
  });

  it('are cross-validated by writer, each with a table', () => {
    const { figures, text } = namedFigures(rows);
    expect(figures).toEqual({ intent: 1, kind: 1 });
    expect(text).toMatch(/^\| intent .*\| found \|/);
    expect(text).toMatch(/^\| hostility +\| +15 \| 1\.000 \|/m);
  });
});

it('a table of labels says what is found, what is right when said, and what it is mostly taken for', () => {
  const labelled = (['worry', 'worry', 'worry', 'sadness'] as const).map((label, n) => {
    return { ...row(n, undefined, label), label };
  });
  const said = (kind: Kind) => KINDS.map((one) => Number(one === kind));
  const guesses = [said('worry'), said('sadness'), said('sadness'), said('sadness')];
  const lines = labelTable('kind', KINDS, labelled, guesses).split('\n');
  expect(lines.find((line) => line.startsWith('| worry'))).toMatch(
    /\| +3 \| +\.333 \| +1\.000 \| +sadness \(2\) \|$/,
  );
  expect(lines.find((line) => line.startsWith('| sadness'))).toMatch(/\| +1 \| 1\.000 \| +\.333 \| +\|$/);
});
