import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPollText, ownWords } from '../../src/pipeline/ownWords.ts';
import { withoutPolls } from '../../src/pipeline/polls.ts';
import { paperJudge } from './paper.ts';

type Said = Parameters<typeof ownWords>[0];
const typed = (content: string): Said => ({ content, poll: null });
const poll = (text: string): Said => ({ content: '', poll: { question: { text } } as Said['poll'] });

it('nothing that people type is taken for a poll, and every question of a poll is', () => {
  const marked = fc
    .tuple(fc.constantFrom('', ' ', '📊', '📊 ', '📊📊  '), fc.string())
    .map((parts) => parts.join(''));
  fc.assert(fc.property(marked, (text) => !isPollText(ownWords(typed(text)))));
  fc.assert(fc.property(marked, (text) => text.trim() === '' || isPollText(ownWords(poll(text)))));
});

it('polls are neutral without being read, and others keep their own verdicts in their order', async () => {
  const read: string[] = [];
  const judge = withoutPolls(paperJudge((texts) => void read.push(...texts)));
  const verdicts = await judge.judge(['one', '📊 Do you hate this?', 'two']);
  expect(read).toEqual(['one', 'two']);
  expect(verdicts.map(({ model, verdict }) => [model, verdict.label])).toEqual([
    ['paper', 'neutral'],
    ['poll', 'neutral'],
    ['paper', 'neutral'],
  ]);
});

it('a judge that leaves a message out gives no message the verdict of another', async () => {
  const judge = { ...paperJudge(), judge: () => Promise.resolve([]) };
  await expect(withoutPolls(judge).judge(['one', '📊 two'])).rejects.toThrow('left a message out');
});
