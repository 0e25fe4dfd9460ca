// The judge and the responder in one process: latency, throughput, chat under load, and the share of JavaScript.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { meaningOf, type Calibration } from '../../src/llm/calibration.ts';
import { createJudge } from '../../src/llm/judge.ts';
import { SEQUENCES } from '../../src/llm/llama/packs.ts';
import type { Model, Question } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import { median } from './texts.ts';

export async function latencies(model: Model, prompts: Prompts, texts: readonly string[]): Promise<number[]> {
  const judge = createJudge({ model, prompts });
  const ms: number[] = [];
  for (const text of texts) {
    const began = performance.now();
    await judge.judge([text]);
    ms.push(performance.now() - began);
  }
  return ms;
}

/** Messages a second, in the batches of the judging loop; and the longest block of the event loop, in milliseconds. */
export async function throughput(model: Model, prompts: Prompts, texts: readonly string[]) {
  const judge = createJudge({ model, prompts });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  for (let i = 0; i < texts.length; i += model.batchSize)
    await judge.judge(texts.slice(i, i + model.batchSize));
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  return { perSecond: texts.length / seconds, seconds, blockedMs: delay.max / 1e6 };
}

/** Made-up scores, as many as a model gives of a text. */
const scoresFor = ({ words, atText }: Pick<Question, 'words' | 'atText'>): number[] =>
  [...words, ...(atText ? words : [])].map((_, i) => -i / 10);

/** Milliseconds for each message without the model: here the model answers at once. */
export async function overhead(model: Model, prompts: Prompts, texts: readonly string[]): Promise<number> {
  const instant: Model = {
    ...model,
    judge: (question, batch) => {
      const scores = scoresFor(question);
      return Promise.resolve(batch.map(() => ({ scores, truncated: false })));
    },
  };
  return 1000 / (await throughput(instant, prompts, texts)).perSecond;
}

/** Milliseconds that all heads of a calibration take for a message, features included; 0 without a calibration. */
export function headsMs(calibration: Calibration | null, texts: readonly string[]): number {
  if (!calibration) return 0;
  const scores = scoresFor(calibration);
  const began = performance.now();
  for (const text of texts) meaningOf(text, scores, calibration);
  return (performance.now() - began) / texts.length;
}

const SYSTEM = 'You are a friendly member of this chat.';

interface Answer {
  /** Until the first piece, in milliseconds. */
  readonly firstMs: number;
  /** From the first piece to the last. */
  readonly restMs: number;
  readonly text: string;
}

export async function answer(model: Model, question: string, maxTokens = 24): Promise<Answer> {
  const began = performance.now();
  let first = 0;
  let text = '';
  const conversation = { system: SYSTEM, turns: [{ role: 'user' as const, text: question }] };
  for await (const piece of model.stream(conversation, { signal: new AbortController().signal, maxTokens })) {
    if (text === '') first = performance.now();
    text += piece;
  }
  return { firstMs: first - began, restMs: performance.now() - first, text };
}

/** Milliseconds to the first piece of an answer: idle, and while `texts` wait for judgement; how many of those were judged meanwhile, and a long answer. */
export async function chatUnderLoad(model: Model, prompts: Prompts, texts: readonly string[]) {
  const questions = [
    'What is a haiku?',
    'How do tides work?',
    'Who wrote Hamlet?',
    'Why is the sky blue?',
    'What is rust?',
  ];
  await answer(model, 'Hello!');
  const idle: number[] = [];
  for (const question of questions) idle.push((await answer(model, `${question} In few words.`)).firstMs);
  const judge = createJudge({ model, prompts });
  let judged = 0;
  const judging = (async () => {
    for (; judged < texts.length; judged += SEQUENCES)
      await judge.judge(texts.slice(judged, judged + SEQUENCES));
  })();
  const loaded: number[] = [];
  // Another text of the same length, because the model would answer a known question sooner.
  for (const question of questions) loaded.push((await answer(model, `${question} In one line.`)).firstMs);
  const judgedWhileChatting = judged;
  const long = await answer(model, 'Tell a long story about the wind.', 128);
  await judging;
  return { idleMs: median(idle), loadedMs: median(loaded), judgedWhileChatting, long };
}
