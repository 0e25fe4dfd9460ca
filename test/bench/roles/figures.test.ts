// The figures of roles: what is right and what it costs, kept for each model.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { figureOf, figuresTable, keepResults, resultsIn } from '../../../bench/roles/figures.ts';
import type { Tokens } from '../../../bench/roles/metered.ts';

const nothing: Tokens = { prompt: 0, read: 0, written: 0 };
const figure = {
  ...{ rows: 4, right: 3, answered: 4 },
  ...{ promptTokens: 90, readTokens: 12, writtenTokens: 5, medianMs: 1234 },
};
const switching = { tokens: 90, first: 90, back: 0, firstMs: 500, backMs: 5 };
const one = { roles: { topic: figure, gist: { ...figure, right: 1 } }, switching };

it('a figure counts what is right and what has an answer, with the median cost of a row', async () => {
  const costs = [
    { prompt: 9, read: 1, written: 8 },
    { prompt: 9, read: 3, written: 2 },
    { ...nothing, read: 2 },
  ];
  const meter = { model: null as never, take: () => taken.shift() ?? nothing };
  const taken = [nothing, ...costs];
  const seen: boolean[] = [];
  const trials = [true, false, false].map(
    (isRight) => () => Promise.resolve({ isRight, isAnswered: true, shown: [] }),
  );
  const found = await figureOf(trials, meter, ({ isRight }) => seen.push(isRight));
  expect(found).toMatchObject({ rows: 3, right: 1, answered: 3 });
  expect(found).toMatchObject({ promptTokens: 9, readTokens: 2, writtenTokens: 2 });
  expect(seen).toEqual([true, false, false]);
});

it('what runs of several models measured is kept side by side', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roles-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'results', 'roles.json');
  expect(await resultsIn(file)).toEqual({});
  await keepResults(file, { small: one });
  await keepResults(file, { ...(await resultsIn(file)), large: one });
  expect(Object.keys(await resultsIn(file))).toEqual(['small', 'large']);
  await writeFile(file, '{"model":"small","roles":{}}');
  expect(await resultsIn(file)).toEqual({});
});

it('the table has a line for each role and model, those of a role together', () => {
  const lines = figuresTable({ small: one, large: one }).trim().split('\n').slice(2);
  expect(
    lines.map((line) =>
      line
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim()),
    ),
  ).toEqual([
    ['gist', 'small', '1 of 4'],
    ['gist', 'large', '1 of 4'],
    ['topic', 'small', '3 of 4'],
    ['topic', 'large', '3 of 4'],
  ]);
});
