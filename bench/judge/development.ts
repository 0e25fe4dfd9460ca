// The figures of labelled rows: no row is judged by a head that was fitted on it.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { calibrationOf, probabilitiesOf } from '../../src/llm/calibration.ts';
import type { Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import { verdictFrom } from '../../src/mood/verdict.ts';
import { figuresOf, type Figures } from '../figures.ts';
import { crossValidate, ridgeOf } from '../fit.ts';
import { readFeatures } from '../read.ts';
import { DEV, readFitted, readRows, reads } from '../rows.ts';
import { WORDS } from '../words.ts';

export interface Development {
  /** Null where nothing was measured. */
  readonly figures: Pick<Figures, 'en2' | 'zh2' | 'en3' | 'ece'>;
  /** A line for people: what was measured, or why nothing was. */
  readonly text: string;
}

export interface DevelopmentOptions {
  /** JSON Lines; the file may be missing. */
  readonly file: string;
  readonly preset: string;
  readonly model: Model;
  readonly prompts: Prompts;
}

/**
 * Rows that calibrations are fitted on are cross-validated, together with the others of those rows; rows of
 * any other file are judged by the head that ships.
 */
export async function developmentFigures({
  file,
  preset,
  model,
  prompts,
}: DevelopmentOptions): Promise<Development> {
  if (!existsSync(file)) {
    const figures = { en2: null, zh2: null, en3: null, ece: null };
    return { figures, text: `Development rows: not measured, ${file} is absent.\n` };
  }
  const question = { ...prompts.analyst(), words: WORDS };
  if (resolve(file) === resolve(DEV)) {
    const rows = await readFeatures(model, question, await readFitted(file, preset));
    const verdicts = crossValidate(rows, ridgeOf(preset));
    const figures = figuresOf(
      rows.flatMap((row, i) => {
        const verdict = verdicts[i];
        return verdict ? [{ ...row, verdict }] : [];
      }),
    );
    return { figures, text: `Ten-fold cross-validation of ${rows.length} rows:\n${lines(figures)}` };
  }
  const calibration = calibrationOf(preset);
  if (!calibration) {
    const figures = { en2: null, zh2: null, en3: null, ece: null };
    return { figures, text: `Development rows: not measured, ${preset} is uncalibrated.\n` };
  }
  const rows = await readFeatures(model, question, (await readRows(file, 'dev')).filter(reads(preset)));
  const figures = figuresOf(
    rows.map((row) => ({
      ...row,
      verdict: verdictFrom(probabilitiesOf(row.features, calibration.weights), 0),
    })),
  );
  return { figures, text: `The head that ships, on ${rows.length} rows of ${file}:\n${lines(figures)}` };
}

function lines(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]: [string, number | null]) => `  ${name.padEnd(12)} ${value ?? '–'}\n`)
    .join('');
}
