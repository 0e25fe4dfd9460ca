import { once } from 'node:events';
import { Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId, userId } from '../../../src/ids.ts';
import { buttonsOf } from '../../support/buttons.ts';
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

describe('a question that is changed', () => {
  it('while it is answered ends that answer, and is answered anew in the same message', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const first = await talk.assistant.nth(0);
    first.draft('Red is a colour');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.acting.edit(ann, question, `${questions.mention()} what is blue?`);
    const second = await talk.assistant.nth(1);
    expect(first.signal.aborted).toBe(true);
    expect(second.question.text).toBe('what is blue?');
    second.draft('Blue is another.');
    second.end();
    const anew = await talk.until(page, ({ content }) => content === 'Blue is another.');
    expect(buttonsOf(anew)).toEqual([]);
    await talk.background.settled();
    expect(await questions.contents(question)).toEqual(['Blue is another.']);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('after its answer is answered in the same messages, and those that are too many go', async () => {
    const { question, page } = await questions.answered('a long line of words.\n'.repeat(120));
    expect(await talk.answers(question)).toHaveLength(2);
    await talk.acting.edit(ann, question, `${questions.mention()} shorter, please`);
    await questions.give(1, 'Short.');
    await talk.until(page, ({ content }) => content === 'Short.');
    await talk.background.settled();
    expect(await questions.contents(question)).toEqual(['Short.']);
  });

  it('while it waits for its turn is answered once, in its newest words', async () => {
    const other = await talk.ask(ben, general, 'tell me a story');
    const story = await talk.assistant.nth(0);
    const question = await talk.ask(ann, general, 'what is red?');
    await talk.seen.next('typing');
    await talk.acting.edit(ann, question, `${questions.mention()} what is blue?`);
    await talk.until(question, ({ content }) => content.includes('blue'));
    await talk.store.claims.take('a round trip of the store', 0);
    story.draft('The end.');
    story.end();
    const given = await questions.give(1, 'Blue.');
    await talk.answerTo(other);
    await talk.answerTo(question);
    await talk.background.settled();
    expect(given.question.text).toBe('what is blue?');
    expect(talk.assistant.given).toHaveLength(2);
    expect(await questions.contents(question)).toEqual(['Blue.']);
  });

  it('is answered anew once, though Discord tells of the change twice, or adds a preview', async () => {
    const { question, page } = await questions.answered('old');
    await talk.acting.edit(ann, question, `${questions.mention()} what else?`);
    await questions.give(1, 'new');
    await talk.until(page, ({ content }) => content === 'new');
    await talk.background.settled();
    await talk.replies().edited(await talk.known(question));
    await talk.background.settled();
    expect(talk.assistant.given).toHaveLength(2);
  });

  it('so that it addresses the bot is answered', async () => {
    const question = await talk.acting.post(ann, general, 'what is new?');
    await talk.acting.edit(ann, question, `${questions.mention()} what is new?`);
    await questions.give(0, 'Nothing.');
    await talk.answerTo(question);
    await talk.background.settled();
    expect(await questions.contents(question)).toEqual(['Nothing.']);
  });

  it('long ago is answered anew as long as its answer is among the last messages', async () => {
    const near = await questions.longAgo();
    await talk.acting.edit(ann, near, `${questions.mention()} what is new?`);
    await questions.give(0, 'fresh');
    await talk.background.settled();
    expect(await questions.contents(near)).toEqual(['fresh']);

    const far = await questions.longAgo();
    await questions.chatter();
    const heard = once(talk.client, Events.MessageUpdate);
    await talk.acting.edit(ann, far, `${questions.mention()} what is newer?`);
    await heard;
    await talk.background.settled();
    expect(await questions.contents(far)).toEqual(['long ago']);
    expect(talk.assistant.given).toHaveLength(1);
  });

  it('by somebody who opted out is answered anew, and not judged', async () => {
    await talk.store.people.optOut(guildId.parse(talk.guild), userId.parse(ann));
    const { question, page } = await questions.answered('old');
    await talk.acting.edit(ann, question, `${questions.mention()} what else?`);
    await questions.give(1, 'new');
    await talk.until(page, ({ content }) => content === 'new');
    expect(talk.judged).toEqual([]);
  });

  it('in direct messages is answered anew', async () => {
    const channel = await talk.acting.dm(ann);
    const seen = await talk.acting.watch(ann);
    const question = await talk.acting.post(ann, channel, 'what is red?');
    await questions.give(0, 'A colour.');
    const page = await seen.message(({ author }) => author.bot === true);
    await talk.background.settled();
    await talk.acting.edit(ann, question, 'what is blue?');
    await questions.give(1, 'Another.');
    await seen.settled(({ id, content }) => id === page.id && content === 'Another.');
  });

  it('just before the program dies is answered anew once, in the same message', async () => {
    const { question, page } = await questions.answered('old');
    await talk.restart(async () => {
      const heard = once(talk.client, Events.MessageUpdate);
      await talk.acting.edit(ann, question, `${questions.mention()} what else?`);
      await heard;
      // The claim was written, and nothing more.
      await talk.store.claims.take(`${questions.keyOf(question)}:${talk.clock.now()}`, talk.clock.now());
    });
    await questions.resume();
    await questions.give(1, 'new');
    await talk.until(page, ({ content }) => content === 'new');
    await talk.background.settled();
    await questions.resume();
    expect(await questions.contents(question)).toEqual(['new']);
    expect(talk.assistant.given).toHaveLength(2);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('whose first answer was never finished is answered once after a restart', async () => {
    const question = await talk.ask(ann, general, 'what is red?');
    const first = await talk.assistant.nth(0);
    first.draft('Red is');
    await talk.clock.advance(600);
    const page = await talk.answerTo(question);
    await talk.restart(() =>
      talk.store.claims.take(`${questions.keyOf(question)}:${talk.clock.now()}`, talk.clock.now()),
    );
    await questions.resume();
    await questions.give(1, 'Red is a colour.');
    await talk.until(page, ({ content }) => content === 'Red is a colour.');
    await talk.background.settled();
    expect(talk.assistant.given).toHaveLength(2);
    expect(await questions.contents(question)).toEqual(['Red is a colour.']);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });
});
