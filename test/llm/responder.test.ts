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

  it('goes on with what is begun, in the language of the question, whatever was told before', async () => {
    says = [' Then she slept.'];
    const begun = 'Once upon a time a cat walked to the sea.';
    const history = [{ role: 'user', text: '我叫小明' }] as const;
    const more = { begun, history, locale: 'zh-CN', asked: 'write', back: null } as const;
    expect(await answer('tell me a story, do you remember my name?', more)).toBe('Then she slept.');
    expect(seen).toHaveLength(1);
    expect(seen[0]!.conversation).toMatchObject({
      ...{ system: prompts.assistant().voices.en.system, begun },
      turns: [...history, { role: 'user', text: 'tell me a story, do you remember my name?' }],
    });
  });

  it('opens as the mood asks where an answer began with a refusal', async () => {
    const verdict = verdictFrom({ positive: 0.9, neutral: 0.05, negative: 0.05 }, 0.5);
    says = ["I'm sorry, but I can't assist with that.", 'Who was it against?'];
    const [opening = ''] = prompts.assistant().voices.en.openings.positive;
    expect(await answer('we won', { verdict })).toBe(`${opening} Who was it against?`);
    expect(seen.map(({ conversation }) => conversation.begun)).toEqual(['', `${opening} `]);
  });

  describe('of something sad', () => {
    const sad = {
      ...verdictFrom({ positive: 0.05, neutral: 0.05, negative: 0.9 }, 0.5),
      ...({ intent: 'chat', kind: 'sadness' } as const),
    };
    const begun = async (text: string, more: Partial<Question>) => {
      seen = [];
      says = ['What happened?'];
      await answer(text, { verdict: sad, ...more });
      return seen[0]!.conversation.begun;
    };

    it('begins with sympathy, not always in the same words', async () => {
      const { openings } = prompts.assistant().voices.en;
      const first = (await begun('I lost my job', {}))?.trim();
      expect(openings.negative).toContain(first);
      expect((await begun('I lost my jobs', {}))?.trim()).not.toBe(first);
      expect(prompts.assistant().voices['zh-TW'].openings.negative).toContain(await begun('阿公過世了', {}));
    });

    it('does not say so again and again', async () => {
      const [opening = ''] = prompts.assistant().voices.en.openings.negative;
      const history = [
        { role: 'user', text: 'I lost my job' },
        { role: 'assistant', text: `${opening} What happened?` },
      ] as const;
      expect(await begun('they closed the shop', { history })).toBe('');
    });

    it('begins as ever where it is a complaint, hostile, doubtful, a question, or no head says what it is', async () => {
      expect(await begun('it broke', { verdict: { ...sad, intent: 'complaint' } })).toBe('');
      expect(await begun('you fool, my', { verdict: { ...sad, kind: 'hostility' } })).toBe('');
      expect(await begun('my, hm', { verdict: { ...sad, uncertain: true } })).toBe('');
      expect(await begun('why do the whales die', { asked: 'fact' })).toBe('');
      const perhaps = { ...sad, ...verdictFrom({ positive: 0.2, neutral: 0.1, negative: 0.7 }, 0.5) };
      expect(await begun('my grandma asks who you are', { verdict: perhaps })).toBe('');
      const { intent, kind, ...unread } = sad;
      expect([intent, kind, await begun('I lost my job', { verdict: unread })]).toEqual([
        'chat',
        'sadness',
        '',
      ]);
    });

    it('has no words of sympathy in languages that it has none of, or that another is asked for', async () => {
      expect(await begun('estoy muy triste hoy', {})).toBe('');
      expect(await begun('I lost my job, answer in German', {})).toBe('');
    });

    it('is begun again, unseen, where a refusal follows the sympathy', async () => {
      says = ["I'm sorry, but I can't assist with that.", 'What happened?'];
      const said = await answer('I lost my job', { verdict: sad });
      expect(said).toMatch(/What happened\?$/);
      expect(said).not.toContain('assist');
    });
  });

  it('does not answer what an example answers, but asks again without examples', async () => {
    says = ['Be kind to yourself today.', 'A program that reads the mood.'];
    expect(await answer('what kind of thing are you')).toBe('A program that reads the mood.');
    expect(seen.map(({ conversation: { examples = [] } }) => examples.length > 0)).toEqual([true, false]);
    const verdict = verdictFrom({ positive: 0.05, neutral: 0.05, negative: 0.9 }, 0.5);
    [seen, says] = [[], ['Be kind to yourself today.']];
    expect(await answer('she left me', { verdict })).toBe('Be kind to yourself today.');
  });

  it('keeps to the form that is asked for, in the languages that it has grammars of', async () => {
    const form = { kind: 'yes or no' } as const;
    says = ['Yes.', 'It is.', 'Ja.'];
    await answer('yes or no: is the sea salty', { form });
    await answer('is the sea salty');
    await answer('answer in German, yes or no: is the sea salty', { form });
    expect(seen.map(({ options }) => options.grammar)).toEqual([
      'root ::= ("Yes" | "No") "."',
      undefined,
      undefined,
    ]);
  });

  it('goes on with the lines that are missing where a poem repeats itself', async () => {
    const lines = 'Waves roll in|Gulls cry loud|Sand is warm|Ships go by|Nets dry out|Night comes down'.split(
      '|',
    );
    const [first = ''] = lines;
    says = [[...lines.slice(0, 3), first, first, first].join('\n'), lines.slice(3).join('\n')];
    const poem = await answer('a poem of 6 lines about the sea', { form: { kind: 'lines', count: 6 } });
    expect(seen).toHaveLength(2);
    const { conversation, options } = seen[1]!;
    const stand = conversation.begun!.split('\n').filter(Boolean).length;
    expect(stand).toBeGreaterThan(2);
    expect(options.grammar).toContain(`line ("\\n" line){${6 - stand - 1}}\n`);
    expect(poem.split('\n').slice(-3)).toEqual(lines.slice(3));
  });

  it('ends another bound answer that repeats itself, since what follows would not be bound', async () => {
    says = [Array.from({ length: 12 }, () => '- The sea is blue.').join('\n'), 'And more.'];
    await answer('12 facts about the sea in bullets', { form: { kind: 'bullets', count: 12 } });
    expect(seen).toHaveLength(1);
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
