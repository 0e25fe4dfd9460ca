import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAssistant } from '../../src/llm/assistantPrompt.ts';
import type { Conversation, Model } from '../../src/llm/model.ts';
import { createResponder } from '../../src/llm/responder.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { intentOf, strategyFor } from '../../src/llm/strategies.ts';
import { LOCALES } from '../../src/locale.ts';
import { silentLog } from '../../src/log.ts';
import { INTENTS } from '../../src/mood/intent.ts';
import { LABELS, verdictFrom, type Label, type Verdict } from '../../src/mood/verdict.ts';

const content = readFileSync('prompts/assistant.md', 'utf8');
const { voices } = readAssistant('assistant.md', content);
const verdict = (label: Label, uncertain = false): Verdict => ({
  ...verdictFrom({ positive: 0.1, neutral: 0.1, negative: 0.1, [label]: 0.8 }, 0),
  label,
  uncertain,
});
const named = (intent: (typeof INTENTS)[number], mood: Verdict | null) => {
  const found = strategyFor(voices.en.strategies, intent, mood);
  return found && `${found.intent} | ${found.mood}`;
};

describe('the strategy of an answer', () => {
  it('follows from what the message is for and its mood, and is none where none is written', () => {
    expect(named('complaint', verdict('negative'))).toBe('complaint | negative');
    expect(named('complaint', verdict('neutral'))).toBe('complaint | any');
    expect(named('complaint', verdict('negative', true))).toBe('complaint | any');
    expect(named('complaint', null)).toBe('complaint | any');
    expect(named('request', verdict('negative'))).toBe('request | negative');
    expect(named('thanks', verdict('positive'))).toBe('thanks | any');
    expect(named('question', verdict('negative'))).toBe('question | negative');
    expect(named('question', verdict('neutral'))).toBeNull();
    expect(named('chat', verdict('negative'))).toBeNull();
  });

  it('is written for the same intents and moods in each language', () => {
    const heads = LOCALES.map((locale) =>
      voices[locale].strategies.map(({ intent, mood }) => `${intent} ${mood}`),
    );
    expect(new Set(heads.map((one) => one.join())).size).toBe(1);
    expect(heads[0]).not.toEqual([]);
  });

  it.each([
    ['complaint | furious', /: begin a strategy with "INTENT \| MOOD"/],
    ['anger | negative', /: begin a strategy with "INTENT \| MOOD"/],
    ['complaint', /: begin a strategy with "INTENT \| MOOD"/],
    ['thanks | any\n\ncomplaint | negative', /the strategy has no example/],
  ])('is refused with its line where it begins with %j', (head, problem) => {
    expect(() => readAssistant('assistant.md', content.replace(/^complaint \| negative$/m, head))).toThrow(
      problem,
    );
    expect(() => readAssistant('assistant.md', content.replace(/^complaint \| negative$/m, head))).toThrow(
      /assistant\.md:\d+:1/,
    );
  });
});

describe('what a message is for', () => {
  it('is what the judge read', () => {
    for (const intent of INTENTS) expect(intentOf('hm', { ...verdict('neutral'), intent })).toBe(intent);
  });

  it.each([
    ['the app crashes all the time', 'negative', 'complaint'],
    ['退款呢，没人管吗', 'negative', 'complaint'],
    ["I didn't get the job", 'negative', 'chat'],
    ['面试没过，好难受', 'negative', 'chat'],
    ['thanks, that helped', 'positive', 'thanks'],
    ['謝謝你', 'positive', 'thanks'],
    ['thanks for nothing, it crashed', 'negative', 'complaint'],
    ['how do I join?', 'neutral', 'question'],
    ['怎么加入呢', 'neutral', 'question'],
    ['it crashes, haha', 'positive', 'chat'],
  ] as const)('is told from plain signs where the judge read none: %s', (text, label, intent) => {
    expect(intentOf(text, verdict(label))).toBe(intent);
  });
});

describe('an answer', () => {
  it('is shown the examples of its strategy: before a talk that begins, next to the message of who is upset later, and none where a text is asked for', async () => {
    const seen: Conversation[] = [];
    const model: Model = {
      ...{ id: 'paper', preset: null, batchSize: 1, manyWords: true },
      judge: () => Promise.resolve([]),
      async *stream(conversation) {
        seen.push(conversation);
        yield await Promise.resolve('Fine.');
      },
      close: () => Promise.resolve(),
    };
    const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
    const responder = createResponder({ model, prompts, random: () => 0.5 });
    const ask = async (more: object) => {
      const question = { history: [], text: 'where are the files', verdict: verdict('negative'), ...more };
      const { drafts } = responder.answer(question, { signal: new AbortController().signal });
      for await (const draft of drafts) expect(draft).toMatch(/Fine\.$/);
    };
    const complaint = { ...verdict('negative'), intent: 'complaint' };
    await ask({ verdict: complaint });
    await ask({ verdict: complaint, asked: 'write' });
    await ask({ verdict: { ...verdict('negative'), intent: 'chat' } });
    const exchange = [
      { role: 'user', text: 'hi' },
      { role: 'assistant', text: 'Hello.' },
    ];
    const history = [...exchange, ...exchange];
    await ask({ verdict: complaint, history });
    await ask({ verdict: { ...verdict('positive'), intent: 'thanks' }, history });
    prompts.close();
    const { examples, strategies } = voices.en;
    const angry = strategies.find(({ intent, mood }) => intent === 'complaint' && mood === 'negative');
    expect(seen.map((one) => one.examples)).toEqual([
      [...examples, ...(angry?.examples ?? [])],
      examples,
      examples,
      examples,
      examples,
    ]);
    // What was said before stands where it stood, so that it stays evaluated.
    const message = { role: 'user', text: 'where are the files' };
    expect(seen.slice(3).map(({ turns }) => turns)).toEqual([
      [...history, ...(angry?.examples ?? []), message],
      [...history, message],
    ]);
    expect(LABELS).toContain(angry?.mood);
  });
});
