// The labelled rows that a calibration is fitted on: those that ship, and those of an operator.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BarometerError } from '../../errors.ts';
import { faultOf } from '../../files.ts';
import { LABELS } from '../../mood/verdict.ts';
import { shortHash } from '../shortHash.ts';

const labelledRow = z.object({ text: z.string().min(1), label: z.enum(LABELS) });
export type LabelledRow = Readonly<z.infer<typeof labelledRow>>;

/** Chat by people of many kinds, and messages that small models mistake: a minute or two of reading. */
const FILES = ['chat.jsonl', 'hard.jsonl', 'more.jsonl'] as const;

class RowsMissingError extends BarometerError {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`${file} cannot be read (${faultOf(cause).reason}): restore it from the project's bench/data.`, {
      cause,
    });
  }
}

/** All rows that ship, in their order. @throws RowsMissingError */
export async function readShippedRows(folder: URL): Promise<LabelledRow[]> {
  const files = FILES.map(async (name) => {
    const file = new URL(name, folder);
    try {
      const lines = (await readFile(file, 'utf8')).trim().split('\n');
      return lines.map((line) => labelledRow.parse(JSON.parse(line)));
    } catch (error) {
      throw new RowsMissingError(fileURLToPath(file), error);
    }
  });
  return (await Promise.all(files)).flat();
}

/** The same for the same rows in the same order. */
export function hashOf(rows: readonly LabelledRow[]): string {
  const text = JSON.stringify(rows.map((row) => [row.text, row.label]));
  return shortHash(text);
}
