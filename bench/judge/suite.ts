// The behaviour suite: labelled chat in bench/behaviour, one file a behaviour.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LABELS } from '../../src/mood/verdict.ts';

const LANGUAGES = ['en', 'zh-CN', 'zh-TW', 'mixed'] as const;

const row = z.strictObject({
  /** Messages of emoji alone have "en", because the English lexicon reads them too. */
  language: z.enum(LANGUAGES),
  /** The feeling of the author; neutral where there is none. */
  label: z.enum(LABELS),
  text: z.string().min(1),
});

export interface SuiteRow extends Readonly<z.infer<typeof row>> {
  /** The file's name without its ending. */
  readonly behaviour: string;
}

const DIRECTORY = fileURLToPath(new URL('../behaviour/', import.meta.url));

/** All rows by behaviour, in the order of the files' names. Throws a ZodError for a malformed row. */
export async function readSuite(): Promise<SuiteRow[]> {
  const files = (await readdir(DIRECTORY)).filter((file) => file.endsWith('.jsonl')).sort();
  const behaviours = await Promise.all(files.map(readBehaviour));
  return behaviours.flat();
}

async function readBehaviour(file: string): Promise<SuiteRow[]> {
  const behaviour = basename(file, '.jsonl');
  const lines = (await readFile(join(DIRECTORY, file), 'utf8')).trim().split('\n');
  return lines.map((line) => ({ ...row.parse(JSON.parse(line)), behaviour }));
}
