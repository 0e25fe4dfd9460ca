// The conversations of `barometer compare`, with a model that says what the test wants.
import { expect, it } from 'vitest';
import { conversationsOf, readConversations } from '../../../src/cli/talk/conversations.ts';
import { turnsHeld } from '../../../src/cli/talk/held.ts';
import { selection } from '../../../src/cli/talk/selection.ts';
import { createJudge } from '../../../src/llm/judge.ts';
import type { Conversation as Asked, Model } from '../../../src/llm/model.ts';
import { openPrompts } from '../../../src/llm/prompts.ts';
import { silentLog } from '../../../src/log.ts';

const conversations = conversationsOf(
  'sums.jsonl',
  [
    '{"id":"a","language":"en","turns":[{"said":"2+3?","expect":{"any":["5"]}},{"said":"and one more?","expect":{"any":["6"]}}]}',
    '{"id":"b","language":"en","turns":[{"said":"who are you?","expect":{"none":["secret"]}}]}',
  ].join('\n'),
);

it('counts the turns whose answer passes, each after what was said and answered before', async () => {
  const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  const asked: Asked[] = [];
  const seeds: (number | undefined)[] = [];
  const model: Model = {
    ...{ id: 'paper', preset: null, batchSize: 4, manyWords: false },
    judge: ({ words }, texts) =>
      Promise.resolve(texts.map(() => ({ scores: words.map(() => 0), truncated: false }))),
    async *stream(conversation, { seed }) {
      await Promise.resolve();
      asked.push(conversation);
      seeds.push(seed);
      yield conversation.turns.at(-1)!.text.includes('2+3') ? 'That makes 5.' : 'That is a number.';
    },
    close: () => Promise.resolve(),
  };
  const judge = createJudge({ model, prompts });
  const { signal } = new AbortController();
  const parts = { model, prompts, judge, conversations, signal };
  expect(await turnsHeld({ ...parts, tellsInstruction: () => false })).toBeCloseTo(2 / 3);
  expect(asked[1]!.turns.map(({ text }) => text)).toEqual(['2+3?', 'That makes 5.', 'and one more?']);
  expect(seeds.every((seed) => seed !== undefined)).toBe(true);
  expect(await turnsHeld({ ...parts, tellsInstruction: () => true })).toBe(0);
  prompts.close();
});

it('the selection is of every kind that depends on the model, in two languages, and short', async () => {
  const selected = selection(await readConversations());
  expect(selected.map(({ id }) => id).slice(0, 4)).toEqual([
    'code-en-01',
    'code-cn-01',
    'empathy-en-01',
    'empathy-cn-01',
  ]);
  expect(new Set(selected.map(({ kind }) => kind)).size).toBe(14);
  expect(selected).toHaveLength(28);
  expect(selected.reduce((sum, { turns }) => sum + turns.length, 0)).toBeLessThan(40);
});
