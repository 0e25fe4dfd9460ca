// One person asks again within the pause after their last question.
import { once } from 'node:events';
import { Events } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { questionsIn } from './questions.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
let general: string;
let ann: string;
beforeEach(async () => {
  talk = await openTalk();
  general = talk.channels.general;
  ({ ann } = talk.people);
});
afterEach(() => talk.close());

/** Ann asks; resolves when the bot has heard it. */
async function asked(words: string): Promise<APIMessage> {
  const question = await talk.ask(ann, general, words);
  await talk.replies().consider(await talk.known(question));
  return question;
}

/** The n-th answer is given at once; what was asked. */
async function given(n: number, words = 'ok') {
  const answer = await talk.assistant.nth(n);
  answer.draft(words);
  answer.end();
  return answer.question;
}

/** Ann has just been answered. */
async function greeted(): Promise<void> {
  const question = await asked('hi');
  await given(0, 'Hello!');
  await talk.answerTo(question);
  await talk.background.settled();
}

it('the question is answered when the pause ends, without a word before that', async () => {
  await greeted();
  const question = await asked('what can you do?');
  await talk.clock.advance(2900);
  expect(talk.assistant.given).toHaveLength(1);
  expect(await talk.answers(question)).toEqual([]);
  await talk.clock.advance(200);
  expect((await given(1, 'A lot.')).text).toBe('what can you do?');
  expect((await talk.answerTo(question)).content).toBe('A lot.');
  await talk.background.settled();
  expect(await talk.store.claims.unsettled()).toEqual([]);
});

it('of several the newest is answered, and the first is told to wait: which is no part of the talk', async () => {
  await greeted();
  const [second, third] = [await asked('what can you do?'), await asked('can you sing?')];
  const newest = await asked('can you dance?');
  expect((await talk.answerTo(second)).content).toMatch(/^-# One at a time, please/);
  await talk.clock.advance(3000);
  const question = await given(1, 'A little.');
  expect(question.text).toBe('can you dance?');
  expect(question.history).toEqual([
    { role: 'user', text: 'hi' },
    { role: 'assistant', text: 'Hello!' },
    { role: 'user', text: 'what can you do?' },
  ]);
  expect((await talk.answerTo(newest)).content).toBe('A little.');
  await talk.background.settled();
  expect(await talk.answers(third)).toEqual([]);
  expect(talk.assistant.given).toHaveLength(2);
});

it('its answer begins the next pause', async () => {
  await greeted();
  await asked('what can you do?');
  await talk.clock.advance(3000);
  await given(1);
  await asked('and what else?');
  await talk.clock.advance(2900);
  expect(talk.assistant.given).toHaveLength(2);
  await talk.clock.advance(200);
  expect((await given(2)).text).toBe('and what else?');
});

it('a question that is deleted meanwhile is not answered', async () => {
  await greeted();
  const question = await asked('what can you do?');
  const gone = once(talk.client, Events.MessageDelete);
  await talk.acting.remove(ann, question);
  await gone;
  await talk.background.settled();
  await talk.clock.advance(3000);
  expect(talk.assistant.given).toHaveLength(1);
  expect(await talk.store.claims.unsettled()).toEqual([]);
});

it('a question that is changed meanwhile is answered once, in its newest words', async () => {
  await greeted();
  const question = await asked('what can you do?');
  const changed = once(talk.client, Events.MessageUpdate);
  await talk.acting.edit(ann, question, `<@${talk.client.user.id}> what can you sing?`);
  await changed;
  await talk.replies().edited(await talk.known(question));
  await talk.clock.advance(3000);
  expect((await given(1)).text).toBe('what can you sing?');
  await talk.background.settled();
  expect(talk.assistant.given).toHaveLength(2);
});

it('a question that waits when the program ends is answered after the next start', async () => {
  await greeted();
  const question = await asked('what can you do?');
  await talk.restart();
  await questionsIn(talk).resume();
  await given(1, 'A lot.');
  expect((await talk.answerTo(question)).content).toBe('A lot.');
});
