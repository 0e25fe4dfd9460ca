// What `barometer compare` measures of one model: how often it judges as the authors meant, how it talks, how fast, in how
// much memory.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Brain } from '../compose/brain.ts';
import { BarometerError } from '../errors.ts';
import { faultOf } from '../files.ts';
import { estimate } from '../llm/estimate.ts';
import type { Judge } from '../llm/judge.ts';
import type { Responder } from '../llm/responder.ts';
import { LABELS, type Label } from '../mood/verdict.ts';
import type { Conversation } from './talk/conversations.ts';
import { turnsHeld } from './talk/held.ts';

export const measured = z.object({
  model: z.string(),
  calibrated: z.boolean(),
  /** Shares 0…1 of rows that are judged as their authors meant. */
  right: z.object({ all: z.number(), english: z.number(), chinese: z.number() }),
  /** Median milliseconds of one message alone. */
  messageMs: z.number(),
  /** Messages a second, many at once. */
  perSecond: z.number(),
  /** Median milliseconds to the first words of an answer, and its tokens a second after them, estimated. */
  firstTokenMs: z.number(),
  tokensPerSecond: z.number(),
  /** The share 0…1 of turns in a few conversations whose answer passes every check of a program. */
  chat: z.number(),
  /** The most memory that the program held, in megabytes. */
  memoryMB: z.number(),
});
export type Measured = z.infer<typeof measured>;

const row = z.object({ language: z.string(), label: z.enum(LABELS), text: z.string() });
type LabelledRow = z.infer<typeof row>;

/** Rows that no calibration is fitted on; they lie in the checkout. */
const ROWS = new URL('../../bench/behaviour/', import.meta.url);

class NoRowsError extends BarometerError {
  constructor(
    readonly folder: string,
    cause: unknown,
  ) {
    super(`${folder} cannot be read (${faultOf(cause).reason}): run this in a checkout of the project.`, {
      cause,
    });
  }
}

/** @throws NoRowsError */
export async function readBehaviour(folder: URL = ROWS): Promise<LabelledRow[]> {
  const found = await readdir(folder).catch((error: unknown) => {
    throw new NoRowsError(fileURLToPath(folder), error);
  });
  const names = found.filter((name) => name.endsWith('.jsonl')).sort();
  const files = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  return files.flatMap((text) =>
    text
      .trim()
      .split('\n')
      .map((line) => row.parse(JSON.parse(line))),
  );
}

const QUESTIONS = [
  'What is the capital of Italy, and what is it known for?',
  'Write three sentences about a rainy day.',
  '用三句话介绍一下长城。',
  '我今天有点累，怎么放松比较好？',
] as const;

/** Tokens of an answer after which it is stopped: more would tell nothing new of its speed. */
const ENOUGH = 100;

/** Messages that are judged one by one, for the latency. */
const ALONE = 24;

export interface MeasureOptions {
  readonly rows: readonly LabelledRow[];
  readonly conversations: readonly Conversation[];
  /** Whether an answer tells the hidden instruction. */
  readonly tellsInstruction: (answer: string) => boolean;
  /** Milliseconds from any start. */
  readonly now: () => number;
  /** Bytes. */
  readonly peakMemory: () => number;
  readonly signal: AbortSignal;
}

/** `rows` are more than ALONE, in both languages. Fails as the model does. */
export async function measure(
  brain: Pick<Brain, 'model' | 'judge' | 'responder' | 'prompts'>,
  options: MeasureOptions,
): Promise<Measured> {
  const { model, judge, responder } = brain;
  const judging = await measureJudge(judge, model.batchSize, options);
  const speed = await measureChat(responder, options);
  const chat = await turnsHeld({ ...brain, ...options });
  return {
    model: model.id,
    calibrated: judge.calibration() !== null,
    ...judging,
    ...speed,
    chat,
    memoryMB: options.peakMemory() / 1e6,
  };
}

async function measureJudge(judge: Judge, batchSize: number, { rows, now }: MeasureOptions) {
  await judge.judge(['warm up']);
  const labels: Label[] = [];
  const judgeAll = async (texts: readonly string[]) => {
    for (const { verdict } of await judge.judge(texts)) labels.push(verdict.label);
  };
  const texts = rows.map(({ text }) => text);
  const alone: number[] = [];
  for (const text of texts.slice(0, ALONE)) {
    const began = now();
    await judgeAll([text]);
    alone.push(now() - began);
  }
  const began = now();
  for (let at = ALONE; at < texts.length; at += batchSize) await judgeAll(texts.slice(at, at + batchSize));
  const seconds = (now() - began) / 1000;
  const judged = rows.map(({ language, label }, i) => ({ language, isRight: labels[i] === label }));
  return {
    right: {
      all: shareRight(judged),
      english: shareRight(judged.filter(({ language }) => language === 'en')),
      chinese: shareRight(judged.filter(({ language }) => language.startsWith('zh'))),
    },
    messageMs: median(alone),
    perSecond: (rows.length - ALONE) / seconds,
  };
}

async function measureChat(responder: Responder, { now, signal }: MeasureOptions) {
  const waits: number[] = [];
  let tokens = 0;
  let writing = 0;
  for (const text of QUESTIONS) {
    const asked = now();
    let first: { readonly at: number; readonly text: string } | null = null;
    let answer = '';
    for await (const draft of responder.answer({ history: [], text, verdict: null }, { signal }).drafts) {
      first ??= { at: now(), text: draft };
      answer = draft;
      if (estimate(draft) >= ENOUGH) break;
    }
    if (!first) continue;
    waits.push(first.at - asked);
    writing += now() - first.at;
    tokens += Math.max(0, estimate(answer) - estimate(first.text));
  }
  return { firstTokenMs: median(waits), tokensPerSecond: writing === 0 ? 0 : (tokens / writing) * 1000 };
}

function shareRight(judged: readonly { readonly isRight: boolean }[]): number {
  return judged.filter(({ isRight }) => isRight).length / judged.length;
}

/** Of no number NaN. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
