import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Chat } from '../../src/llm/llama/chat.ts';
import { Cores } from '../../src/llm/llama/cores.ts';
import { openWeights, type Weights } from '../../src/llm/llama/open.ts';
import { openPrefixStates } from '../../src/llm/llama/prefixStates.ts';
import { fixedThreads } from '../../src/llm/llama/threads.ts';
import { silentLog } from '../../src/log.ts';

describe('a chat and the batches that come meanwhile', () => {
  let weights: Weights;
  beforeAll(async () => {
    weights = await openWeights({ path: inject('weights').small, log: silentLog });
  });
  afterAll(() => weights.model.dispose());

  it('take turns: no token is evaluated while a batch is', async () => {
    const { model } = weights;
    const cores = new Cores();
    const states = await openPrefixStates(undefined, 'turns', silentLog);
    const chat = new Chat({ model, cores, threads: fixedThreads(1), states: states.chat, log: silentLog });
    const context = await model.createContext({ contextSize: 512, threads: 1 });
    const sequence = context.getSequence();
    const batch = model.tokenize('One of the messages that wait. '.repeat(20));
    let pieces = 0;
    let isOver = false;
    const told: number[] = [];
    const batches = async () => {
      while (!isOver) {
        await cores.use('batch', async () => {
          await setImmediate(); // what was told before is taken now
          const before = pieces;
          await sequence.clearHistory();
          await sequence.evaluateWithoutGeneratingNewTokens(batch);
          await setImmediate();
          if (!isOver) told.push(pieces - before);
        });
      }
    };
    const turns = [{ role: 'user', text: 'Tell a long story about the sea.' }] as const;
    const options = { signal: new AbortController().signal, maxTokens: 120, greedy: true };
    let waiting: Promise<void> | undefined;
    for await (const piece of chat.stream({ system: 'You are helpful.', turns }, options)) {
      waiting ??= batches();
      pieces += piece.length;
    }
    isOver = true;
    await waiting;
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual(told.map(() => 0));
    await chat.close();
    await states.close();
    await context.dispose();
  });
});
