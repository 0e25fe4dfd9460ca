import { once } from 'node:events';
import { Events } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
beforeEach(async () => {
  talk = await openTalk();
});
afterEach(() => talk.close());

it('a cut answer goes on though its question has lost its words while the program was away', async () => {
  const { ann } = talk.people;
  const question = await talk.ask(ann, talk.channels.general, 'tell me a story');
  const first = await talk.assistant.nth(0);
  first.draft('Once upon a time');
  first.end('cut');
  await talk.background.settled();
  const page = await talk.answerTo(question);
  await talk.restart(async () => {
    const heard = once(talk.client, Events.MessageUpdate);
    await talk.acting.edit(ann, question, `<@${talk.client.user.id}>`);
    await heard;
  });
  await talk.acting.click(ann, page, `chat:more:${ann}:${question.id}`);
  const second = await talk.assistant.nth(1);
  expect(second.question).toMatchObject({ said: '', begun: 'Once upon a time' });
  second.draft('there was a king.');
  second.end();
  const whole = await talk.until(page, (one) => one.content.includes('king'));
  expect(whole.content).toBe('Once upon a time there was a king.');
});
