import { once } from 'node:events';
import { Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { questionsIn } from './questions.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
let general: string;
let ann: string;
let ben: string;
let questions: ReturnType<typeof questionsIn>;
beforeEach(async () => {
  talk = await openTalk();
  general = talk.channels.general;
  ({ ann, ben } = talk.people);
  questions = questionsIn(talk);
});
afterEach(() => talk.close());

describe('a question that is deleted', () => {
  it('while it is answered ends the answer and takes it away', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const given = await talk.assistant.nth(0);
    given.draft('Red is a colour');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.acting.remove(ann, question);
    await talk.gone(page);
    expect(given.signal.aborted).toBe(true);
    await talk.background.settled();
    expect(await talk.answers(question)).toEqual([]);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('before the first words is never answered', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const given = await talk.assistant.nth(0);
    const ended = new Promise((resolve) => given.signal.addEventListener('abort', resolve));
    await talk.acting.remove(ann, question);
    await ended;
    given.draft('Red is a colour.');
    await talk.background.settled();
    expect(await talk.answers(question)).toEqual([]);
  });

  it('takes all pages of its answer with it, and nothing else', async () => {
    const { question } = await questions.answered('a long line of words.\n'.repeat(120));
    const other = await talk.ask(ben, general, 'and what else?');
    await questions.answered('Else.', other);
    const pages = await talk.answers(question);
    expect(pages).toHaveLength(2);
    await talk.acting.bulkDelete(general, [question.id, (await talk.acting.post(ben, general, 'x')).id]);
    await Promise.all(pages.map((page) => talk.gone(page)));
    await talk.background.settled();
    expect(await questions.contents(other)).toEqual(['Else.']);
  });

  it('long ago takes its answer with it only as long as that is among the last messages', async () => {
    const near = await questions.longAgo();
    await talk.acting.remove(ann, near);
    await talk.gone(await talk.answerTo(near));

    const far = await questions.longAgo();
    await questions.chatter();
    const heard = once(talk.client, Events.MessageDelete);
    await talk.acting.remove(ann, far);
    await heard;
    await talk.background.settled();
    expect(await questions.contents(far)).toEqual(['long ago']);
  });

  it('while the program is away takes what stands of its answer with it', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const given = await talk.assistant.nth(0);
    given.draft('Red is');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.restart(async () => {
      const heard = once(talk.client, Events.MessageDelete);
      await talk.acting.remove(ann, question);
      await heard;
    });
    await questions.resume();
    await talk.gone(page);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });
});
