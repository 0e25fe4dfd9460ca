import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../src/llm/calibration.ts';
import { createJudge } from '../../src/llm/judge.ts';
import type { Model, Question } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import type { AnalystPrompt } from '../../src/llm/roles.ts';

const prompt = (version: string): AnalystPrompt => ({
  prefix: 'Message: ',
  suffix: '\nSentiment:',
  words: { positive: ' good', neutral: ' so', negative: ' bad' },
  version,
});

const calibration: Calibration = {
  atText: false,
  hashed: 0,
  version: 'c1',
  moodVersion: 'm1',
  prompt: 'v1',
  words: [' happy', ' sad'],
  sentiment: {
    chat: {
      labels: ['positive', 'neutral', 'negative'],
      weights: [Float32Array.of(0, 0, 1, 0), Float32Array.of(0, 0, 0, 0), Float32Array.of(0, 0, -1, 0)],
    },
    others: null,
  },
  asked: null,
  intent: null,
  kind: null,
  uncertainBelow: 0.5,
};

/** A model that finds the first word likely in texts with "sunny", and the last one elsewhere. */
function stage(version = 'v1') {
  const questions: Question[] = [];
  const read: string[] = [];
  let current = prompt(version);
  const model: Model = {
    id: 'small/file',
    preset: 'small',
    batchSize: 4,
    manyWords: true,
    judge(question, texts) {
      questions.push(question);
      read.push(...texts);
      return Promise.resolve(
        texts.map((text) => {
          const wanted = text.includes('sunny') ? 0 : question.words.length - 1;
          return {
            scores: question.words.map((_, i) => (i === wanted ? 4 : -4)),
            truncated: text.length > 99,
          };
        }),
      );
    },
    stream: () => (async function* () {})(),
    close: () => Promise.resolve(),
  };
  const prompts: Prompts = {
    analyst: () => current,
    assistant: () => ({}) as never,
    writer: () => ({}) as never,
    roles: () => [],
    onSave: () => () => undefined,
    close: () => {},
  };
  return { model, prompts, questions, read, save: (next: string) => (current = prompt(next)) };
}

describe('the judge', () => {
  it('asks for the words of the calibration while the prompt is the one it was fitted with', async () => {
    const { model, prompts, questions, save } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    const [first] = await judge.judge(['sunny']);
    expect(judge.calibration()).toBe(calibration);
    expect(questions[0]?.words).toEqual([' happy', ' sad']);
    expect(first).toMatchObject({ promptVersion: 'v1.c1', verdict: { label: 'positive' } });

    save('v2');
    const [second] = await judge.judge(['sunny']);
    expect(judge.calibration()).toBeNull();
    expect(questions[1]?.words).toEqual([' good', ' so', ' bad']);
    expect(second).toMatchObject({ promptVersion: 'v2', verdict: { label: 'positive' } });
  });

  it('takes a model without calibration at its word', async () => {
    const { model, prompts } = stage();
    const judge = createJudge({ model: { ...model, preset: 'unheard-of' }, prompts });
    expect(judge.calibration()).toBeNull();
    expect((await judge.judge(['rainy']))[0]?.verdict.label).toBe('negative');
  });

  it('holds one question as long as the prompt stays, so that the model keeps its prefix', async () => {
    const { model, prompts, questions } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    await judge.judge(['one']);
    await judge.judge(['two']);
    expect(questions[1]).toBe(questions[0]);
  });

  it('reads equal texts once, and counts what it remembered', async () => {
    const { model, prompts, read } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    const verdicts = await judge.judge(['sunny', 'rainy', ' sunny ', '']);
    expect(read).toEqual(['sunny', 'rainy']);
    expect(verdicts.map(({ verdict }) => verdict.label)).toEqual([
      'positive',
      'negative',
      'positive',
      'neutral',
    ]);
    await judge.judge(['rainy']);
    expect(read).toEqual(['sunny', 'rainy']);
    expect(judge.stats()).toEqual({ read: 2, hits: 2 });
  });

  describe('of a message of several sentences', () => {
    const padded = 'what a sunny day it is. it rains on my parade. we all love sunny days.';

    it('hears the strongest part, which friendly words around it would hide', async () => {
      const { model, prompts, read } = stage();
      const judge = createJudge({ model, prompts, calibration: () => calibration });
      const [whole, other] = await judge.judge([padded, 'sunny']);
      expect(whole?.verdict.label).toBe('negative');
      expect(other?.verdict.label).toBe('positive');
      expect(read).toEqual([
        padded,
        'sunny',
        'what a sunny day it is.',
        'it rains on my parade.',
        'we all love sunny days.',
      ]);
    });

    it('reads no part where it is negative as a whole, where there are too few, or without a calibration', async () => {
      const { model, prompts, read } = stage();
      const judge = createJudge({ model, prompts, calibration: () => calibration });
      await judge.judge([
        'it rains today. my shoes are wet. i want to go.',
        'so sunny today. it rains on me.',
      ]);
      await createJudge({ model, prompts, calibration: () => null }).judge([padded]);
      expect(read).toHaveLength(3);
    });
  });

  it('takes emoji and interjections alone for what they are used for, and never asks the model', async () => {
    const { model, prompts, read } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    const [laughter, words] = await judge.judge(['haha 😂', 'rainy']);
    expect(laughter?.verdict).toMatchObject({ label: 'positive', uncertain: false, bare: true });
    const [grumble, thanks, nothing] = await judge.judge(['ugh', 'ty 🙏', '']);
    expect(grumble?.verdict).toMatchObject({ label: 'negative', intent: 'chat' });
    expect(grumble?.verdict).not.toHaveProperty('kind');
    expect([thanks?.verdict.intent, nothing?.verdict.intent]).toEqual(['thanks', 'chat']);
    expect(words?.verdict.label).toBe('negative');
    expect(read).toEqual(['rainy']);
    expect(judge.stats()).toEqual({ read: 1, hits: 0 });
  });

  it('judges again what it remembered when the prompt is another', async () => {
    const { model, prompts, read, save } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    await judge.judge(['sunny']);
    save('v2');
    await judge.judge(['sunny']);
    expect(read).toEqual(['sunny', 'sunny']);
  });

  it('says of a long message that its middle was left out', async () => {
    const { model, prompts } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    const [long, short] = await judge.judge(['word '.repeat(40), 'short']);
    expect(long?.truncated).toBe(true);
    expect(short?.truncated).toBe(false);
  });

  it('marks what is one word or emoji alone, so that no alert rests on it', async () => {
    const { model, prompts } = stage();
    const judge = createJudge({ model, prompts, calibration: () => calibration });
    const verdicts = await judge.judge(['😂😂', 'lol!', 'the servers are down']);
    expect(verdicts.map(({ verdict }) => verdict.bare ?? false)).toEqual([true, true, false]);
  });
});
