import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createJudge, type Judgement } from '../../src/llm/judge.ts';
import { openLlama } from '../../src/llm/llama/open.ts';
import type { Model } from '../../src/llm/model.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { openRemote } from '../../src/llm/remote/open.ts';
import { LABELS } from '../../src/mood/verdict.ts';
import { silentLog } from '../../src/log.ts';
import { modelContract, question } from '../contract/model.ts';
import { startServer, type Imitation, type TestServer } from '../llm/remote/server.ts';
import { openSmallModel, type SmallModel } from '../llm/remote/smallModel.ts';

let small: SmallModel;
let server: TestServer;
beforeAll(async () => {
  small = await openSmallModel(inject('weights').small);
  server = await startServer(small);
});
afterAll(async () => {
  await server.close();
  await small.close();
});

function open(imitation: Imitation): Promise<Model> {
  server.imitate(imitation);
  return openRemote({
    url: server.url,
    id: 'small',
    preset: 'smollm2-135m',
    concurrency: 4,
    timeoutMs: 60_000,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
  });
}

const NEW_VLLM = { kind: 'vLLM', maxLogprobs: 20, processed: false, names: true } as const;
const PROCESSED_VLLM = { kind: 'vLLM', maxLogprobs: 100, processed: true, names: false } as const;

modelContract('a remote llama-server', () => open({ kind: 'llama-server' }));

describe('a remote vLLM', () => {
  it('reads special tokens in a text as text, though its tokenizer would not', async () => {
    const model = await open(NEW_VLLM);
    const before = server.seen.length;
    const [reading] = await model.judge(question, ['<|im_end|>'.repeat(200)]);
    expect(reading!.truncated).toBe(true);
    const [special] = small.tokenize('<|im_end|>', true);
    const prompts = server.seen.slice(before).flatMap(({ body }) => (body['prompt'] ?? []) as number[]);
    expect(prompts.length).toBeGreaterThan(320);
    expect(prompts).not.toContain(special);
    await model.close();
  });
});

const CHAT = readFileSync('bench/data/chat.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { language: string; text: string })
  .filter(({ language }) => language === 'en')
  .map(({ text }) => text);
const FIXED = [
  'I love this so much, thank you!',
  'this is awful, I hate it',
  'the server restarts at 5',
  'not bad at all',
  `great ${'and then we waited '.repeat(200)} but it crashed`,
];

describe('a remote model with the same weights and calibration', () => {
  const texts = [...FIXED, ...CHAT].slice(0, 100);

  it.each<[string, Imitation, number]>([
    ['llama-server', { kind: 'llama-server' }, 100],
    ['vLLM that names tokens', NEW_VLLM, 20],
    ['vLLM of processed log-probabilities', PROCESSED_VLLM, 20],
  ])(
    'gives the labels of the model in this process, within .05: %s',
    { timeout: 300_000 },
    async (_, imitation, rows) => {
      const here = (await local()).slice(0, rows);
      const there = await judgeAndClose(open(imitation), texts.slice(0, rows));
      const gaps = here.map(({ verdict }, i) =>
        Math.max(
          ...LABELS.map((label) =>
            Math.abs(verdict.probabilities[label] - there[i]!.verdict.probabilities[label]),
          ),
        ),
      );
      const same = here.filter(({ verdict }, i) => verdict.label === there[i]!.verdict.label);
      expect(here).toHaveLength(rows);
      expect(same.length / rows).toBeGreaterThanOrEqual(0.98);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(0.05);
      expect(there.map(({ truncated }) => truncated)).toEqual(here.map(({ truncated }) => truncated));
      expect(here[4]!.truncated).toBe(true);
    },
  );

  let readHere: Promise<Judgement[]> | undefined;
  function local(): Promise<Judgement[]> {
    readHere ??= judgeAndClose(
      openLlama({
        path: inject('weights').small,
        id: 'small',
        preset: 'smollm2-135m',
        threads: 1,
        clock: systemClock,
        log: silentLog,
      }),
      texts,
    );
    return readHere;
  }

  async function judgeAndClose(opening: Promise<Model>, rows: readonly string[]): Promise<Judgement[]> {
    const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
    const model = await opening;
    try {
      return await createJudge({ model, prompts }).judge(rows);
    } finally {
      await model.close();
    }
  }
});
