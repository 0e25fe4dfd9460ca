// The figures of labelled rows: no row is judged by a head that was fitted on it.
import { existsSync } from 'node:fs';
import { calibrationOf, sentimentOf, verdictOf } from '../../src/llm/calibration.ts';
import type { Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import { figuresOf, macroRecall, type Figures } from '../figures.ts';
import { crossValidate } from '../../src/llm/heads/fit/crossValidate.ts';
import { sentimentGuess } from '../fit/heads.ts';
import { sentimentRows } from '../fit/rows.ts';
import { readFeatures } from '../read.ts';
import { namedFigures, type Named } from './named.ts';
import { DEV, PUBLIC, readFitted, readRows, reads, type Labelled } from '../rows.ts';

export interface Development {
  /** Null where nothing was measured. */
  readonly figures: Partial<Figures>;
  /** Shares of rows whose intent and kind are found; null where the calibration tells none. */
  readonly named: Named['figures'] | null;
  /** Macro recall by set of the rows that nothing is ever fitted on; empty where they are absent. */
  readonly published: Readonly<Record<string, number | null>>;
  /** For people: what was measured, or why nothing was. */
  readonly text: string;
}

export interface DevelopmentOptions {
  /** JSON Lines of tweets and reviews; it need not exist. */
  readonly dev: string;
  readonly preset: string;
  readonly model: Model;
  readonly prompts: Prompts;
}

/**
 * The rows that calibrations are fitted on are cross-validated, by writer where one is named; published rows, which
 * are never fitted on, are judged by the head that ships.
 */
export async function developmentFigures(options: DevelopmentOptions): Promise<Development> {
  const calibration = calibrationOf(options.preset, options.model.manyWords);
  if (!calibration) {
    const text = `Labelled rows: not measured, ${options.preset} is uncalibrated.\n`;
    return { figures: {}, named: null, published: {}, text };
  }
  const { words, atText, hashed } = calibration;
  const question = { ...options.prompts.analyst(), words, atText };
  const read = (rows: readonly Labelled[]) =>
    readFeatures(
      options.model,
      question,
      rows.map(({ text }) => text),
      hashed,
    );

  const fitted = await readFitted(existsSync(options.dev) ? options.dev : DEV, options.preset);
  const rows = sentimentRows(fitted, await read(fitted));
  const guesses = crossValidate(rows, sentimentGuess(calibration.sentiment.others === null));
  const figures = figuresOf(rows.map((row, i) => ({ ...row, verdict: verdictOf(guesses[i] ?? [], 0) })));
  const named = calibration.intent && calibration.kind ? namedFigures(rows) : null;
  const tables = named ? `\n${named.text}` : '';
  const crossValidated = `Cross-validation of ${rows.length} rows:\n${lines({ ...figures })}${tables}`;
  const found = { figures, named: named?.figures ?? null };
  if (!existsSync(PUBLIC)) return { ...found, published: {}, text: crossValidated };

  const unseen = (await readRows(PUBLIC, 'dev')).filter(reads(options.preset));
  const features = await read(unseen);
  const judged = unseen.map((row, i) => ({
    ...row,
    verdict: verdictOf(sentimentOf(features[i] ?? [], calibration.sentiment), 0),
  }));
  const sources = [...new Set(judged.map(({ source = 'unnamed' }) => source))];
  const published = Object.fromEntries(
    sources.map((name) => [name, macroRecall(judged.filter(({ source = 'unnamed' }) => source === name))]),
  );
  const text = `${crossValidated}\nMacro recall on ${unseen.length} published rows:\n${lines(published)}`;
  return { ...found, published, text };
}

function lines(figures: Readonly<Record<string, number | null>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `  ${name.padEnd(15)} ${value ?? 'no rows'}\n`)
    .join('');
}
