// Labelled rows: tweets and reviews beside the checkout, chat of our own.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LABELS } from '../src/mood/verdict.ts';

const labelled = z.object({ language: z.string(), label: z.enum(LABELS), text: z.string() });

export interface Labelled extends z.infer<typeof labelled> {
  /** Tweets and reviews, or chat. */
  readonly set: 'dev' | 'chat';
}

/** Tweets and reviews, which stand beside the checkout and may be absent. */
export const DEV = '../shared/data/sentiment-dev.jsonl';
const CHAT = ['bench/data/chat.jsonl', 'bench/data/hard.jsonl', 'bench/data/more.jsonl'];

/** A file of one JSON object a line. */
export async function readRows(file: string, set: Labelled['set']): Promise<Labelled[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => ({ ...labelled.parse(JSON.parse(line)), set }));
}

const ENGLISH_ONLY: ReadonlySet<string> = new Set(['smollm2-135m']);

/** Whether a preset reads the language of a row. */
export const reads =
  (preset: string) =>
  ({ language }: Pick<Labelled, 'language'>) =>
    language === 'en' || !ENGLISH_ONLY.has(preset);

/** What calibrations are fitted on, as far as the preset reads it. */
export async function readFitted(dev: string, preset: string): Promise<Labelled[]> {
  const files = await Promise.all([readRows(dev, 'dev'), ...CHAT.map((file) => readRows(file, 'chat'))]);
  return files.flat().filter(reads(preset));
}
