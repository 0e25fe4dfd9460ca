import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { createJudge } from '../../src/llm/judge.ts';
import { openLlama } from '../../src/llm/llama/open.ts';
import type { AnalystPrompt, Model } from '../../src/llm/model.ts';
import { openPrompts, type Prompts } from '../../src/llm/prompts.ts';
import { createResponder } from '../../src/llm/responder.ts';

const short: AnalystPrompt = {
  prefix:
    'Message: I love it\nSentiment: positive\n\nMessage: it is broken\nSentiment: negative\n\nMessage: ',
  suffix: '\nSentiment:',
  words: { positive: ' positive', neutral: ' neutral', negative: ' negative' },
  version: 'short',
};
const never = new AbortController().signal;
const read = async (pieces: AsyncIterable<string>) => {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
};

describe('a model of llama.cpp', () => {
  let model: Model;
  let prompts: Prompts;
  let stateDir: string;
  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'states-'));
    prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
    model = await open();
  });
  afterAll(async () => {
    await model.close();
    await rm(stateDir, { recursive: true });
  });
  const open = () =>
    openLlama({
      path: inject('weights').small,
      id: 'small',
      preset: 'smollm2-135m',
      threads: 1,
      stateDir,
      log: silentLog,
    });

  it('tells praise from complaint, in the order of the texts', async () => {
    const scored = await model.judge(short, [
      'this is wonderful, I love it so much, thank you all for the great work',
      'awful',
      'I love this',
      'this is terrible, I hate it, everything is broken again and nobody helps',
    ]);
    const leans = scored.map(({ scores }) => Math.sign(scores.positive - scores.negative));
    expect(leans).toEqual([1, -1, 1, -1]);
  });

  it('gives a text nearly the same scores alone and in a batch', async () => {
    const text = 'the new map is quite nice';
    const [alone] = await model.judge(short, [text]);
    const others = Array.from({ length: 12 }, (_, i) => `${'word '.repeat(i)}x`);
    const batch = await model.judge(short, [...others, text]);
    const gap = (scores: { positive: number; negative: number }) => scores.positive - scores.negative;
    expect(gap(batch.at(-1)!.scores)).toBeCloseTo(gap(alone!.scores), 0);
  });

  it('reads a very long text by its head and tail, and says so', async () => {
    const [long, fitting] = await model.judge(short, [`${'很長 '.repeat(2000)}great`, 'great']);
    expect(long).toMatchObject({ truncated: true });
    expect(fitting).toMatchObject({ truncated: false });
  });

  it('takes another prompt at once, and the old one again from disk', async () => {
    const swapped = {
      ...short,
      prefix: `${'Message: I love it\nSentiment: negative\n\n'.repeat(4)}Message: `,
      version: 'swapped',
    };
    const lean = async (prompt: AnalystPrompt) => {
      const [one] = await model.judge(prompt, ['I love it']);
      return one!.scores.positive - one!.scores.negative;
    };
    const before = await lean(short);
    expect(await lean(swapped)).toBeLessThan(before);
    expect(await lean(short)).toBeCloseTo(before, 1);
    expect((await readdir(stateDir)).filter((name) => name.endsWith('.state'))).toHaveLength(2);
  });

  it('refuses a prompt that leaves no room for messages', async () => {
    const failed = model.judge({ ...short, prefix: `${'long '.repeat(4000)}\nMessage: ` }, ['x']);
    await expect(failed).rejects.toThrow(/The analyst prompt has \d+ tokens, at most \d+ fit/);
    await expect(model.judge(short, ['still here'])).resolves.toHaveLength(1);
  });

  it('streams an answer in pieces that are whole characters', async () => {
    const turns = [{ role: 'user', text: 'Say hello to 世界 with an emoji.' }] as const;
    const pieces = await read(model.stream({ system: 'Be brief.', turns }, { signal: never, maxTokens: 40 }));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).not.toContain('\uFFFD');
  });

  it('stops when the signal aborts, and when the reader leaves', async () => {
    const turns = [{ role: 'user', text: 'Count from 1 to 500.' }] as const;
    const stop = new AbortController();
    let pieces = 0;
    for await (const piece of model.stream(
      { system: 'Obey.', turns },
      { signal: stop.signal, maxTokens: 600 },
    )) {
      pieces += piece === '' ? 0 : 1;
      if (pieces === 3) stop.abort();
    }
    expect(pieces).toBeLessThan(20);
    for await (const piece of model.stream({ system: 'Obey.', turns }, { signal: never, maxTokens: 600 })) {
      expect(typeof piece).toBe('string');
      break;
    }
    await expect(model.judge(short, ['free again'])).resolves.toHaveLength(1);
  });

  it('drops the oldest turns of a conversation that does not fit', async () => {
    const long = Array.from({ length: 60 }, (_, i) => ({
      role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
      text: `${i} ${'and so on '.repeat(20)}`,
    }));
    const turns = [...long, { role: 'user' as const, text: 'Hi!' }];
    const pieces = await read(model.stream({ system: 'Be brief.', turns }, { signal: never, maxTokens: 8 }));
    expect(pieces.join('')).not.toBe('');
    const huge = [{ role: 'user' as const, text: 'word '.repeat(3000) }];
    const answer = await read(
      model.stream({ system: 'Be brief.', turns: huge }, { signal: never, maxTokens: 8 }),
    );
    expect(answer.join('')).not.toBe('');
  });

  it('judges on while someone chats', async () => {
    const turns = [{ role: 'user', text: 'Tell me a long story about a ship.' }] as const;
    const done: string[] = [];
    const chat = read(
      model.stream({ system: 'Tell stories.', turns }, { signal: never, maxTokens: 120 }),
    ).then(() => done.push('chat'));
    await model.judge(short, ['a', 'b']);
    done.push('batch');
    await chat;
    expect(done).toEqual(['batch', 'chat']);
  });

  it('answers and judges through the roles', async () => {
    const judge = createJudge({ model, prompts });
    const texts = [
      'I love this so much, thank you!',
      'this is awful, I hate it',
      'I love this so much, thank you!',
      '',
    ];
    const judged = await judge.judge(texts);
    expect(judged.map(({ verdict }) => verdict.label)).toEqual([
      'positive',
      'negative',
      'positive',
      'neutral',
    ]);
    expect(judge.stats()).toEqual({ read: 2, hits: 1 });
    expect(judged[0]).toMatchObject({
      model: 'small',
      promptVersion: prompts.analyst().version,
      truncated: false,
    });
    await judge.judge(['this is awful,   I hate it']);
    expect(judge.stats()).toEqual({ read: 2, hits: 2 });

    const responder = createResponder({ model, prompts });
    const stop = AbortSignal.timeout(20_000);
    const pieces = [];
    for await (const piece of responder.answer(
      { history: [], text: 'Hi!', verdict: judged[1]!.verdict },
      { signal: stop },
    )) {
      pieces.push(piece);
      if (pieces.length > 5) break;
    }
    expect(pieces.join('').trim()).not.toBe('');
  });

  it('refuses files that are no models in one line', async () => {
    const path = join(stateDir, 'no.gguf');
    await writeFile(path, 'hello');
    const options = { threads: 1, id: 'x', preset: null, log: silentLog };
    await expect(openLlama({ ...options, path })).rejects.toThrow(
      `${path} cannot be loaded as a model (it is not a GGUF file)`,
    );
    await writeFile(path, Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(5000, 1)]));
    await expect(openLlama({ ...options, path })).rejects.toThrow(`${path} cannot be loaded as a model`);
    await expect(openLlama({ ...options, path: join(stateDir, 'none') })).rejects.toThrow('ENOENT');
  });

  it('ends what runs and takes nothing more once closed', async () => {
    const other = await open();
    const turns = [{ role: 'user', text: 'Count from 1 to 500.' }] as const;
    const running = read(other.stream({ system: 'Obey.', turns }, { signal: never, maxTokens: 600 }));
    const judging = other.judge(short, ['one']);
    await judging;
    await other.close();
    await running;
    await expect(other.judge(short, ['x'])).rejects.toThrow('The model is closed');
  });
});
