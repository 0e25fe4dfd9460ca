// What a role is worth and costs, in figures, and the table of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { median } from '../speed/texts.ts';
import { table } from '../table.ts';
import type { Metered, Tokens } from './metered.ts';
import type { Outcome, Trial } from './trials.ts';

const count = z.int().min(0);
const figure = z.strictObject({
  rows: count,
  /** Rows whose answer is right, and rows with an answer of which something held. */
  right: count,
  answered: count,
  /** Tokens of the prompt, evaluated once and kept. */
  promptTokens: count,
  /** Medians of a row. */
  readTokens: count,
  writtenTokens: count,
  medianMs: count,
});
type Figure = Readonly<z.infer<typeof figure>>;

const ofModel = z.strictObject({
  roles: z.record(z.string(), figure),
  /** What the prompt of a role costs before its first word, when it is run first and when it is run again after another. */
  switching: z.strictObject({
    tokens: count,
    first: count,
    back: count,
    firstMs: count,
    backMs: count,
  }),
});
export type ModelFigures = z.infer<typeof ofModel>;

/** By the model's id. */
const results = z.record(z.string(), ofModel);
export type Results = z.infer<typeof results>;

/** A row that was run, and what it cost. */
interface Run extends Outcome, Tokens {
  readonly ms: number;
}

/** Runs the trials in their order; `each` hears of every outcome. Fails as the model does. */
export async function figureOf(
  trials: readonly Trial[],
  meter: Metered,
  each: (outcome: Outcome) => void,
): Promise<Figure> {
  const rows: Run[] = [];
  meter.take();
  for (const trial of trials) {
    const began = performance.now();
    const outcome = await trial();
    rows.push({ ...outcome, ms: performance.now() - began, ...meter.take() });
    each(outcome);
  }
  const middle = (key: 'ms' | 'read' | 'written') => Math.round(median(rows.map((row) => row[key])));
  return {
    rows: rows.length,
    right: rows.filter(({ isRight }) => isRight).length,
    answered: rows.filter(({ isAnswered }) => isAnswered).length,
    promptTokens: Math.max(...rows.map(({ prompt }) => prompt)),
    readTokens: middle('read'),
    writtenTokens: middle('written'),
    medianMs: middle('ms'),
  };
}

/** Those of earlier runs; none where the file is missing or of another form. */
export async function resultsIn(file: string): Promise<Results> {
  const content = await readFile(file, 'utf8').catch(() => '{}');
  return results.safeParse(JSON.parse(content)).data ?? {};
}

/** Makes the folder where it is missing. */
export async function keepResults(file: string, all: Results): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
}

/** A line for each role and model; prompt, read and written are tokens. */
export function figuresTable(all: Results): string {
  const lines = Object.entries(all).flatMap(([model, { roles }]) =>
    Object.entries(roles).map(([name, one]) => [
      name,
      model,
      `${one.right} of ${one.rows}`,
      `${one.answered} of ${one.rows}`,
      ...[one.promptTokens, one.readTokens, one.writtenTokens, one.medianMs].map(String),
    ]),
  );
  const heads = ['role', 'model', 'right', 'answered', 'prompt', 'read', 'written', 'median ms'];
  const header = heads.map((head, i) =>
    head.padEnd(Math.max(0, ...lines.map((line) => line[i]?.length ?? 0))),
  );
  return table(header, lines.toSorted(byFirst), 16);
}

const byFirst = ([a = '']: readonly string[], [b = '']: readonly string[]) => (a < b ? -1 : a > b ? 1 : 0);
