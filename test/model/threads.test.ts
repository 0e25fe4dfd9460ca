import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { limiter, openLlama, openModel, openWeights, type Weights } from '../../src/llm/llama/open.ts';
import { adaptiveThreads, type Threads } from '../../src/llm/llama/threads.ts';
import { silentLog } from '../../src/log.ts';
import { collect, question } from '../contract/model.ts';
import { manualClock } from '../manualClock.ts';

const texts = [
  'I love it',
  'this is awful, and it never works',
  'see you at noon',
  'what a lovely evening it was',
];
const conversation = { system: 'You are helpful.', turns: [{ role: 'user', text: 'Say hello.' }] } as const;
const context = { id: 'small', preset: 'smollm2-135m', log: silentLog } as const;

describe('the threads of an evaluation', () => {
  let path: string;
  let weights: Weights;
  beforeAll(async () => {
    path = inject('weights').small;
    weights = { ...(await openWeights({ path, log: silentLog })), cores: 2 };
  });
  afterAll(() => weights.model.dispose());

  it('follow the limit from the next evaluation on, in a context that lives', async () => {
    const { model } = weights;
    const limit = limiter(weights);
    const living = await model.createContext({ contextSize: 512, threads: 2 });
    const sequence = living.getSequence();
    const seen: number[] = [];
    for (const threads of [1, 2, 1]) {
      limit(threads);
      await sequence.evaluateWithoutGeneratingNewTokens(model.tokenize('A few words.'));
      seen.push(living.currentThreads);
    }
    expect(seen).toEqual([1, 2, 1]);
    await living.dispose();
  });

  it('change no reading when other programs end and begin between two batches', async () => {
    const own = { ...(await openWeights({ path, log: silentLog })), cores: 2 };
    const clock = manualClock();
    const machine = { room: 0.7 };
    const spare = () => machine.room;
    const threads = adaptiveThreads({ most: 2, spare, apply: limiter(own), clock, log: silentLog });
    const model = await openModel(own, { ...context, threads });
    const limits: number[] = [];
    const read = async () => {
      limits.push(own.model.llama.maxThreads);
      return (await model.judge(question, texts.slice(0, 2))).flatMap(({ scores }) => scores);
    };
    const first = await read();
    machine.room = 2;
    await clock.advance(1500);
    const quiet = await read();
    machine.room = 0.7;
    await clock.advance(500);
    const busy = await read();
    expect(limits).toEqual([1, 0, 1]);
    first.forEach((score, i) => {
      expect(quiet[i]).toBeCloseTo(score, 2);
      expect(busy[i]).toBeCloseTo(score, 2);
    });
    await model.close();
  });

  it('are told of every evaluation, and of its tokens', async () => {
    const passes: number[] = [];
    const threads: Threads = {
      most: 1,
      start: () => (tokens) => passes.push(tokens),
      close: () => Promise.resolve(),
    };
    const model = await openModel(await openWeights({ path, log: silentLog }), { ...context, threads });
    await model.judge(question, texts);
    const read = passes.splice(0);
    expect(read.length).toBeGreaterThan(0);
    for (const tokens of read) expect(tokens).toBeGreaterThanOrEqual(4);
    await collect(model.stream(conversation, { signal: new AbortController().signal, maxTokens: 6 }));
    const [prompt, ...words] = passes;
    expect(prompt).toBeGreaterThan(10);
    expect(words.length).toBeGreaterThan(0);
    expect(words).toEqual(words.map(() => 1));
    await model.close();
  });

  it('adapt by themselves where the operator chose no number', async () => {
    const model = await openLlama({ ...context, path, clock: systemClock });
    await expect(model.judge(question, texts)).resolves.toHaveLength(texts.length);
    await model.close();
  });

  it('are looked after no more where the model could not be opened', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const wait = (ms: number, signal?: AbortSignal) => (signals.push(signal), systemClock.wait(ms, signal));
    const clock = { now: () => systemClock.now(), wait };
    vi.stubEnv('TMPDIR', join(path, 'none')); // nowhere to keep the evaluated prompt
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(openLlama({ ...context, path, clock })).rejects.toThrow('TMPDIR');
    for (const signal of signals) expect(signal?.aborted).toBe(true);
  });
});
