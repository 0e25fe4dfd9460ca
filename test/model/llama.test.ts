import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { formIn } from '../../src/llm/form.ts';
import { grammarOf } from '../../src/llm/formGrammar.ts';
import { FORM_SHAPES } from '../support/formShapes.ts';
import { createJudge } from '../../src/llm/judge.ts';
import { openLlama } from '../../src/llm/llama/open.ts';
import { ModelClosedError, ModelUnavailableError, type Model } from '../../src/llm/model.ts';
import { openPrompts, type Prompts } from '../../src/llm/prompts.ts';
import { createResponder } from '../../src/llm/responder.ts';
import { collect, modelContract, question } from '../contract/model.ts';

const open = (stateDir?: string): Promise<Model> =>
  openLlama({
    path: inject('weights').small,
    id: 'small',
    preset: 'smollm2-135m',
    threads: 1,
    clock: systemClock,
    ...(stateDir !== undefined && { stateDir }),
    log: silentLog,
  });

modelContract('llama.cpp in this process', () => open());

describe('a model of llama.cpp', () => {
  let model: Model;
  let prompts: Prompts;
  let stateDir: string;
  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'states-'));
    prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
    model = await open(stateDir);
  });
  afterAll(async () => {
    await model.close();
    await rm(stateDir, { recursive: true });
  });
  it('keeps evaluated prompts on disk, one file each', async () => {
    const swapped = { ...question, prefix: `Message: fine\nSentiment: neutral\n\n${question.prefix}` };
    await model.judge(question, ['I love it']);
    await model.judge(swapped, ['I love it']);
    await model.judge(question, ['I love it']);
    expect((await readdir(stateDir)).filter((name) => name.endsWith('.state'))).toHaveLength(2);
  });

  it.each([
    'list three fruits, one per line',
    'yes or no: is snow cold?',
    'one word only: the sea',
    'write a 4-line poem',
    'explain rain in two sentences',
    'list two fruits in bullet points',
    'list three fruits as a numbered list',
    'describe a cat as JSON',
  ])('answers in the form that is asked for: %s', async (text) => {
    const form = formIn(text);
    const grammar = form && grammarOf(form, 'en');
    const conversation = { system: 'You are kind.', turns: [{ role: 'user' as const, text }] };
    const signal = new AbortController().signal;
    const said = await collect(
      model.stream(conversation, { signal, maxTokens: 120, seed: 7, ...(grammar && { grammar }) }),
    );
    expect(said.join('')).toMatch(FORM_SHAPES[form?.kind ?? 'limit']);
  });

  it('throws away a kept prompt whose bytes changed, and makes it again', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'states-'));
    onTestFinished(() => rm(dir, { recursive: true }));
    const readings = async () => {
      const opened = await open(dir);
      onTestFinished(() => opened.close());
      const found = await opened.judge(question, ['I love it', 'what a bad day']);
      await opened.close();
      return found.flatMap(({ scores }) => scores);
    };
    const right = await readings();
    const [name = ''] = await readdir(dir);
    const file = join(dir, name);
    const bytes = await readFile(file);
    const flipped = Buffer.from(bytes);
    for (let at = bytes.length >> 1; at < (bytes.length >> 1) + 4096; at += 1) flipped[at]! ^= 0xff;
    for (const harmed of [flipped, null]) {
      await rm(file);
      if (harmed === null) await mkdir(file);
      else await writeFile(file, harmed);
      const again = await readings();
      again.forEach((score, i) => expect(score).toBeCloseTo(right[i]!, 2));
      expect(await readdir(dir)).toEqual([name]);
      expect((await readFile(file)).equals(bytes)).toBe(true);
    }
  }, 240_000);

  it('goes on without keeping prompts where their folder cannot be used', async () => {
    const taken = join(stateDir, 'taken');
    await writeFile(taken, '');
    const opened = await open(join(taken, 'states'));
    await expect(opened.judge(question, ['I love it'])).resolves.toHaveLength(1);
    await opened.close();
  });

  it('gives back the memory of its readings', async () => {
    const texts = Array.from({ length: 160 }, (_, i) => `number ${i} is a nice one`);
    await model.judge(question, texts.slice(0, 32));
    const before = process.memoryUsage.rss();
    await model.judge(question, texts);
    // Each reading holds 12 bytes a word of the vocabulary, 94 MB in all.
    expect(process.memoryUsage.rss() - before).toBeLessThan(45e6);
  });

  it('refuses a prompt that leaves no room for messages', async () => {
    const failed = model.judge({ ...question, prefix: `${'long '.repeat(4000)}\nMessage: ` }, ['x']);
    await expect(failed).rejects.toThrow(/The analyst prompt has \d+ tokens, at most \d+ fit/);
    await expect(failed).rejects.toThrow(ModelUnavailableError); // no message is to blame
    await expect(model.judge(question, ['still here'])).resolves.toHaveLength(1);
  });

  it('answers below an instruction that leaves no room for a conversation', async () => {
    const turns = [{ role: 'user', text: 'Hello there, how are you? '.repeat(40) }] as const;
    const options = { signal: new AbortController().signal, maxTokens: 3 };
    const pieces = await collect(model.stream({ system: 'Be kind. '.repeat(420), turns }, options));
    expect(pieces.join('')).not.toBe('');
  });

  it('judges where an evaluated prompt cannot be kept', async () => {
    const folder = join(stateDir, 'full');
    const full = await open(folder);
    await rm(folder, { recursive: true });
    await writeFile(folder, 'no folder');
    await expect(full.judge(question, ['I love it'])).resolves.toHaveLength(1);
    await full.close();
  });

  it('says that it is closed to a batch that it was closed under', async () => {
    const closing = await open(stateDir);
    await closing.judge(question, []);
    const judged = closing.judge(
      question,
      Array.from({ length: 64 }, (_, i) => `${i} ${'many words '.repeat(20)}`),
    );
    await Promise.all([expect(judged).rejects.toThrow(ModelClosedError), closing.close()]);
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
      promptVersion: expect.stringContaining(`${prompts.analyst().version}.`) as string,
      truncated: false,
    });
    await judge.judge(['this is awful,   I hate it']);
    expect(judge.stats()).toEqual({ read: 2, hits: 2 });

    const responder = createResponder({ model, prompts, random: Math.random });
    const stop = AbortSignal.timeout(20_000);
    const pieces = [];
    const { drafts } = responder.answer(
      { history: [], text: 'Hi!', verdict: judged[1]!.verdict },
      { signal: stop },
    );
    for await (const draft of drafts) {
      pieces.push(draft);
      if (pieces.length > 5) break;
    }
    expect(pieces.join('').trim()).not.toBe('');
  });

  it('refuses files that are no models in one line', async () => {
    const path = join(stateDir, 'no.gguf');
    await writeFile(path, 'hello');
    const options = { threads: 1, id: 'x', preset: null, clock: systemClock, log: silentLog };
    await expect(openLlama({ ...options, path })).rejects.toThrow(
      `${path} cannot be loaded as a model (it is not a GGUF file)`,
    );
    await writeFile(path, Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(5000, 1)]));
    await expect(openLlama({ ...options, path })).rejects.toThrow(`${path} cannot be loaded as a model`);
    await expect(openLlama({ ...options, path: join(stateDir, 'none') })).rejects.toThrow('ENOENT');
  });
});

// Each reads a long text three times, with one thread.
describe('a model that is closed', { timeout: 240_000 }, () => {
  /** How long closing takes in the middle of some work, as a share of that work; and how the work ended. */
  async function closedWithin(work: (model: Model, word: string) => Promise<unknown>) {
    const model = await open();
    await work(model, 'tall'); // opens what it needs
    const since = (began: number) => performance.now() - began;
    const began = performance.now();
    await work(model, 'long');
    const whole = since(began);
    const ended = work(model, 'wide').catch((error: unknown) => error);
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
    const closing = performance.now();
    await model.close();
    return { share: since(closing) / whole, ended: await ended };
  }
  const many = (word: string, count: number) => `${word} `.repeat(count);

  it('ends within a pass or two while it reads a new prompt', async () => {
    const { share, ended } = await closedWithin((model, word) =>
      model.judge({ ...question, prefix: `${many(word, 1000)}\nMessage: ` }, []),
    );
    expect(ended).toBeInstanceOf(ModelClosedError);
    expect(share).toBeLessThan(0.5);
  });

  it('ends within a pass or two in the middle of a batch of long messages', async () => {
    const texts = (word: string) => Array.from({ length: 4 }, (_, n) => `${n} ${many(word, 300)}`);
    const { share, ended } = await closedWithin((model, word) => model.judge(question, texts(word)));
    expect(ended).toBeInstanceOf(ModelClosedError);
    expect(share).toBeLessThan(0.5);
  });

  it('ends within a pass or two while it reads a long conversation, whose answer then has no words', async () => {
    const { share, ended } = await closedWithin((model, word) => {
      const turns = [{ role: 'user', text: many(word, 1000) }] as const;
      const options = { signal: new AbortController().signal, maxTokens: 1 };
      return collect(model.stream({ system: '', turns }, options));
    });
    expect(ended).toEqual([]);
    expect(share).toBeLessThan(0.5);
  });
});
