// The figures of the development rows: each row is judged by a head that was fitted without it.
import { existsSync } from 'node:fs';
import type { Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';

interface DevelopmentFigures {
  /** Accuracy 0…1 in two classes, English and Chinese. */
  readonly en2: number | null;
  readonly zh2: number | null;
  /** Accuracy 0…1 in three classes, English. */
  readonly en3: number | null;
  /** Expected calibration error, 0…1, over ten bins. */
  readonly ece: number | null;
}

export interface Development {
  /** Null where nothing was measured. */
  readonly figures: DevelopmentFigures;
  /** For people: what was measured, or why nothing was. */
  readonly text: string;
}

export interface DevelopmentOptions {
  /** JSON Lines; it need not exist. */
  readonly file: string;
  readonly preset: string;
  readonly model: Model;
  readonly prompts: Prompts;
}

const UNMEASURED: DevelopmentFigures = { en2: null, zh2: null, en3: null, ece: null };

export function developmentFigures({ file }: DevelopmentOptions): Promise<Development> {
  if (!existsSync(file)) {
    return Promise.resolve({
      figures: UNMEASURED,
      text: `Development rows: not measured, ${file} is absent.\n`,
    });
  }
  // THE SPOT: read the rows, their scores, cross-validate, and word it.
  return Promise.resolve({ figures: UNMEASURED, text: 'Development rows: not measured.\n' });
}
