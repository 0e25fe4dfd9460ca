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

it('says that it cannot find it, rather than what it makes up or what was not asked', async () => {
  says = "My dog's name is Max.";
  const { unknown } = prompts.assistant().voices.en.recall;
  expect(await answer("what's my dog called?")).toBe(unknown);
  expect(await answer("what's my name?", [user("I'm so tired of this exam.")])).toBe(unknown);
});

it('says again what is nearest to the question where the model finds nothing', async () => {
  says = "I'm sorry, I don't know your parrot.";
  const told = [user('my parrot is called Kiwi. he is green'), user('I live in Lima')];
  expect(await answer("what's my parrot called?", told)).toBe('You told me: Your parrot is called Kiwi.');
  expect(await answer('and who am I?', [user('hey im Tamsin'), user('I like tea')])).toBe(
    'You told me: Hey you’re Tamsin',
  );
  const named = [user('My name is Bo.'), user("I'm so tired of this exam.")];
  expect(await answer("what's my name?", named)).toBe('You told me: Your name is Bo.');
});

it('says again what it said itself where that is asked for', async () => {
  says = 'never asked';
  const talk = [
    user('how many moons has Mars?'),
    { role: 'assistant', text: 'Mars has two moons.' } as const,
  ];
  expect(await answer('how many moons did you say?', talk)).toBe('I said: Mars has two moons.');
  expect(seen).toEqual([]);
  expect(await answer('which car did you recommend?', talk)).toBe(
    prompts.assistant().voices.en.recall.unsaid,
  );
});

it.each(['what did you just say?', 'can you repeat what you said?', '你刚才说了什么', '請再說一次'])(
  'says its last answer again, whole, where nothing tells which is meant: %s',
  async (text) => {
    const last = 'Mars has two moons. They are small.';
    const talk = [
      user('hi'),
      { role: 'assistant', text: 'Hello there.' } as const,
      user('how many moons has Mars?'),
      { role: 'assistant', text: last } as const,
    ];
    const { mine } = prompts.assistant().voices[/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en'].recall;
    const said = await answer(text, talk);
    expect(said).toMatch(new RegExp(`^(?:${mine.replace('{said}', '')}|我說過：)${last}$`, 'u'));
    expect(await answer(text, [...talk, user(text), { role: 'assistant', text: said }])).toBe(said);
    expect(seen).toEqual([]);
  },
);

it('goes on as ever where a question only may be about what was said, and is not', async () => {
  says = 'A room has four walls.';
  const told = [user('the meeting is in room C4')];
  expect(await answer('which room is the best?', told)).toBe(says);
  expect(seen).toHaveLength(2);
});

it('takes no question for something told', async () => {
  says = "I don't know your name.";
  const talk = [user('what should I cook tonight, something with eggs?')];
  expect(await answer('what is my name?', talk)).toBe(says);
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
