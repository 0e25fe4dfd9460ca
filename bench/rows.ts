// Labelled rows: tweets, reviews and comments beside the checkout, chat of our own.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ASKED } from '../src/llm/heads/asked.ts';
import { INTENTS } from '../src/mood/intent.ts';
import { KINDS } from '../src/mood/kind.ts';
import { LABELS } from '../src/mood/verdict.ts';

const labelled = z.object({
  language: z.string(),
  label: z.enum(LABELS),
  intent: z.enum(INTENTS).optional(),
  kind: z.enum(KINDS).optional(),
  text: z.string(),
  by: z.string().optional(),
  source: z.string().optional(),
});

const addressed = z.object({
  language: z.string(),
  asked: z.enum(ASKED),
  text: z.string(),
  by: z.string(),
});

export interface Labelled extends z.infer<typeof labelled> {
  /** Tweets and reviews, or chat. */
  readonly set: 'dev' | 'chat';
}

/** A message to the bot, and what it asks for. */
export type Addressed = z.infer<typeof addressed>;

/** Tweets and reviews, which stand beside the checkout and may be absent. */
export const DEV = '../shared/data/sentiment-dev.jsonl';
/** Rows of published sets that are never fitted on; they may be absent. */
export const PUBLIC = '../shared/data/public-dev.jsonl';
/** Chat of our own. */
export const CHAT = ['chat', 'hard', 'more', 'communities'].map((name) => `bench/data/${name}.jsonl`);
const ADDRESSED = 'bench/data/asked.jsonl';

/** A file of one JSON object a line. */
export async function readRows(file: string, set: Labelled['set']): Promise<Labelled[]> {
  return (await linesOf(file)).map((line) => ({ ...labelled.parse(JSON.parse(line)), set }));
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trim().split('\n');
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

/** What the head of what is asked for is fitted on. */
export async function readAddressed(preset: string): Promise<Addressed[]> {
  return (await linesOf(ADDRESSED)).map((line) => addressed.parse(JSON.parse(line))).filter(reads(preset));
}
