import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { READ } from '../../src/llm/fitting.ts';
import { Chat } from '../../src/llm/llama/chat.ts';
import { Cores } from '../../src/llm/llama/cores.ts';
import { openWeights, type Weights } from '../../src/llm/llama/open.ts';
import { openPrefixStates, type PrefixStates } from '../../src/llm/llama/prefixStates.ts';
import { fixedThreads } from '../../src/llm/llama/threads.ts';
import type { ChatTurn } from '../../src/llm/model.ts';
import { silentLog } from '../../src/log.ts';

describe('a conversation that goes on', () => {
  let weights: Weights;
  let chat: Chat;
  let states: PrefixStates;
  /** Tokens of each evaluation. */
  let evaluated: number[];
  beforeAll(async () => {
    weights = await openWeights({ path: inject('weights').small, log: silentLog });
    const threads = { ...fixedThreads(1), start: () => (tokens: number) => void evaluated.push(tokens) };
    states = await openPrefixStates(undefined, 'history', silentLog);
    chat = new Chat({
      model: weights.model,
      cores: new Cores(),
      threads,
      states: states.chat,
      log: silentLog,
    });
  });
  afterAll(async () => {
    await chat.close();
    await weights.model.dispose();
    await states.close();
  });

  const system = `You are a friendly bot. ${'Be kind to people. '.repeat(20)}`;
  const question = (n: number) => `Question ${n}: what is ${n} times ${n + 1}, and what is it good for?`;
  const shown = (n: number) => `It is ${n * (n + 1)}. ${`That is answer ${n} of many. `.repeat(8)}`;

  /** Tokens that are read before the first word of the next answer. */
  async function read(turns: readonly ChatTurn[], begun = ''): Promise<number> {
    evaluated = [];
    const options = { signal: new AbortController().signal, maxTokens: 2, greedy: true };
    let text = '';
    for await (const piece of chat.stream({ system, turns, begun }, options)) text += piece;
    expect(text).not.toBe('');
    return evaluated[0]!;
  }

  it('begins its twentieth answer as fast as its second, also once its oldest turns went', async () => {
    const turns: ChatTurn[] = [];
    const tokens: number[] = [];
    for (let n = 1; n <= 20; n++) {
      turns.push({ role: 'user', text: question(n) });
      tokens.push(await read(turns));
      // What people were shown is not what the model wrote: that much is read again.
      turns.push({ role: 'assistant', text: shown(n) });
    }
    const [first = 0, ...rest] = tokens;
    expect(tokens.reduce((sum, n) => sum + n)).toBeGreaterThan(READ); // they can't all have stayed
    expect(first).toBeGreaterThan(rest[0]!);
    expect(Math.max(...rest)).toBeLessThan(1.2 * rest[0]!);
  });

  it('reads nothing again where it goes on with what it wrote', async () => {
    const turns: ChatTurn[] = [{ role: 'user', text: question(99) }];
    await read(turns);
    expect(await read(turns, 'It is 9900, which is')).toBeLessThan(16);
  });
});
