// What a model has read of the labelled rows, kept while its head is not fitted: a stopped reading goes on from there.
import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, makeFolder } from '../../files.ts';
import { shortHash } from '../shortHash.ts';

const line = z.tuple([z.string(), z.array(z.number())]);
const ENDING = '.read.jsonl';

/** More digits than a score has that means something. */
const DIGITS = 4;

export interface KeptScores {
  get(text: string): readonly number[] | undefined;
  /** In the same order. Rejects where they can't be kept on disk; they are kept in memory then. */
  add(texts: readonly string[], scores: readonly (readonly number[])[]): Promise<void>;
  /** Removes the file. */
  forget(): Promise<void>;
}

/** Opens the one file of a folder; those of other keys are removed. Lines that are broken or of another width are read again. */
export async function openScores(folder: string, key: string, width: number): Promise<KeptScores> {
  await makeFolder(folder);
  const file = join(folder, `${key}${ENDING}`);
  await removeOthers(folder, file);
  const held = new Map<string, readonly number[]>();
  for (const text of (await contentOf(file)).split('\n')) {
    const parsed = line.safeParse(parseJson(text));
    if (parsed.success && parsed.data[1].length === width) held.set(...parsed.data);
  }
  return {
    get: (text) => held.get(shortHash(text)),
    async add(texts, scores) {
      const rows = texts.map((text, i) => [shortHash(text), (scores[i] ?? []).map(rounded)] as const);
      for (const row of rows) held.set(...row);
      // A line that an earlier run left half-written ends here.
      await appendFile(file, rows.map((row) => `\n${JSON.stringify(row)}`).join(''));
    },
    forget: () => rm(file, { force: true }),
  };
}

const rounded = (score: number) => Number(score.toFixed(DIGITS));

async function removeOthers(folder: string, file: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  const others = names.map((name) => join(folder, name)).filter((path) => path !== file);
  await Promise.all(others.map((path) => rm(path, { force: true })));
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Undefined for what is not JSON: the schema refuses that too. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
