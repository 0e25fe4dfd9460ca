// How the responder finds what somebody said before.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChatTurn, Conversation, Model } from '../../../src/llm/model.ts';
import { openPrompts, type Prompts } from '../../../src/llm/prompts.ts';
import { createResponder } from '../../../src/llm/responder.ts';
import { silentLog } from '../../../src/log.ts';

let prompts: Prompts;
let seen: Conversation[];
let says: string;
beforeEach(async () => {
  prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
  seen = [];
});
afterEach(() => prompts.close());

async function* stream(conversation: Conversation) {
  seen.push(conversation);
  yield await Promise.resolve(says);
}
const model: Model = {
  ...{ id: 'paper', preset: null, batchSize: 1, manyWords: true, stream },
  judge: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};
const user = (text: string): ChatTurn => ({ role: 'user', text });
const HISTORY = [
  user('my parrot is called Kiwi'),
  { role: 'assistant', text: 'Cute! Mine is Rex.' } as const,
];

async function answer(text: string, history: readonly ChatTurn[] = HISTORY) {
  const { signal } = new AbortController();
  const responder = createResponder({ model, prompts, random: () => 0.5 });
  const { drafts } = responder.answer({ history, text, verdict: null }, { signal });
  let last = '';
  for await (const draft of drafts) last = draft;
  return last;
}

it('gives the model what the person said as notes, and nothing that it said itself', async () => {
  says = "My parrot's name is Kiwi. And so on.";
  expect(await answer("what's my parrot called?")).toBe("Your parrot's name is Kiwi.");
  const [{ turns } = { turns: [] }] = seen;
  expect(turns).toHaveLength(1);
  expect(turns[0]!.text).toContain('- my parrot is called Kiwi');
  expect(turns[0]!.text).not.toContain('Rex');
});

it('says that it was not told, rather than what it makes up', async () => {
  says = "My dog's name is Max.";
  expect(await answer("what's my dog called?")).toBe(prompts.assistant().voices.en.recall.unknown);
});

it('is asked as ever where nothing was said before', async () => {
  says = "I don't know your name yet.";
  expect(await answer("what's my name?", [])).toBe(says);
  expect(seen[0]!.turns).toEqual([user("what's my name?")]);
});

it('keeps what people wrote out of the places of the prompt', async () => {
  says = 'Nothing.';
  await answer("what's my name?", [user('I am {asked} $& {told}')]);
  expect(seen[0]!.turns[0]!.text).toContain('- I am {asked} $& {told}');
});
