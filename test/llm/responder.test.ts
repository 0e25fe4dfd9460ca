import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation, Model, StreamOptions } from '../../src/llm/model.ts';
import { openPrompts, type Prompts } from '../../src/llm/prompts.ts';
import { createResponder } from '../../src/llm/responder.ts';
import { silentLog } from '../../src/log.ts';
import { verdictFrom } from '../../src/mood/verdict.ts';

describe('the responder', () => {
  let prompts: Prompts;
  let seen: { conversation: Conversation; options: StreamOptions }[];
  let says: string[];
  beforeEach(async () => {
    prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
    seen = [];
    says = Array.from({ length: 3 }, () => 'Fine, thank you.');
  });
  afterEach(() => prompts.close());

  async function* stream(conversation: Conversation, options: StreamOptions) {
    const text = says[seen.length] ?? '';
    seen.push({ conversation, options });
    for (const piece of text.match(/.{1,4}/gsu) ?? []) yield await Promise.resolve(piece);
  }
  const model: Model = {
    id: 'paper',
    preset: null,
    batchSize: 1,
    manyWords: true,
    judge: () => Promise.resolve([]),
    stream,
    close: () => Promise.resolve(),
  };
  type Question = Parameters<ReturnType<typeof createResponder>['answer']>[0];
  async function answer(text: string, more: Partial<Question> = {}) {
    const responder = createResponder({ model, prompts, random: () => 0.5 });
    const { signal } = new AbortController();
    const { drafts } = responder.answer({ history: [], text, verdict: null, ...more }, { signal });
    let last = '';
    for await (const draft of drafts) last = draft;
    return last;
  }

  it('speaks with the instruction and the examples of the message’s language', async () => {
    says = ['很好。'];
    await answer('今天怎么样');
    const { system, examples } = prompts.assistant().voices['zh-CN'];
    expect(seen[0]!.conversation).toMatchObject({
      system,
      examples,
      turns: [{ role: 'user', text: '今天怎么样' }],
    });
  });

  it('keeps what stands before the history the same whatever is said', async () => {
    await answer('hi');
    await answer('I lost my job', { history: [{ role: 'user', text: 'hi' }] });
    const [one, two] = seen.map(({ conversation: { system, examples } }) => ({ system, examples }));
    expect(one).toEqual(two);
  });

  it('asks for the language that the message names', async () => {
    says = ['Mir geht es gut.'];
    await answer('can you answer me in german?');
    expect(seen[0]!.conversation.turns.at(-1)!.text).toContain('(Answer in German.)');
  });

  it('asks for the language, otherwise chosen, where an answer began in another', async () => {
    says = ['I am sorry to hear that.', '抱抱你。'];
    expect(await answer('我好难过')).toBe('抱抱你。');
    expect(seen[0]!.conversation.turns.at(-1)!.text).toBe('我好难过');
    expect(seen[1]!.conversation.turns.at(-1)!.text).toContain('请用简体中文回答。');
    expect(seen[1]!.options.sampling!.temperature).toBeGreaterThan(seen[0]!.options.sampling!.temperature);
  });

  it('opens as the mood asks where an answer began with a refusal', async () => {
    const verdict = verdictFrom({ positive: 0.05, neutral: 0.05, negative: 0.9 }, 0.5);
    says = ["I'm sorry, but I can't assist with that.", 'What happened?'];
    const [opening = ''] = prompts.assistant().voices.en.openings.negative;
    expect(await answer('I lost my job', { verdict })).toBe(`${opening} What happened?`);
    expect(seen[1]!.conversation.begun).toBe(`${opening} `);
  });

  it('gives a reader of Traditional Chinese Traditional', async () => {
    says = ['这个软件很好用。'];
    expect(await answer('這個好用嗎')).toBe('這個軟體很好用。');
  });

  it('lets texts and code be long, and else is short', async () => {
    const { short, long } = prompts.assistant().lengths;
    await answer('hi');
    await answer('a poem please', { asked: 'write' });
    await answer('sort a list in C', { asked: 'code' });
    expect(seen.map(({ options }) => options.maxTokens)).toEqual([short, long, long]);
  });

  it('chooses words as the prompt file says, with a seed of the numbers it was given', async () => {
    await answer('hi');
    expect(seen[0]!.options).toMatchObject({ sampling: prompts.assistant().sampling, seed: 2 ** 30 });
  });
});
