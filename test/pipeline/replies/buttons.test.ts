import { once } from 'node:events';
import { ButtonStyle, ComponentType, Events, PermissionFlagsBits, type APIMessage } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf } from '../../support/buttons.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
let general: string;
let ann: string;
let ben: string;
beforeEach(async () => {
  talk = await openTalk();
  general = talk.channels.general;
  ({ ann, ben } = talk.people);
});
afterEach(() => talk.close());

const stopId = (who: string, question: APIMessage) => `chat:stop:${who}:${question.id}`;
const moreId = (who: string, question: APIMessage) => `chat:more:${who}:${question.id}`;

/** Ann asks, and the first words of the answer stand. */
async function begun(words = 'Once upon a time') {
  const question = await talk.ask(ann, general, 'tell me a story');
  const given = await talk.assistant.nth(talk.assistant.given.length);
  given.draft(words);
  await talk.clock.advance(600);
  return { question, given, page: await talk.answerTo(question) };
}

/** An answer that was cut at its longest. */
async function cut(words = 'Once upon a time') {
  const { question, given } = await begun(words);
  given.end('cut');
  await talk.background.settled();
  const pages = await talk.answers(question);
  return { question, pages, page: pages.at(-1)! };
}

/** A message of the bot with a button that a test made up, or that an earlier run left. */
async function left(where: string, customId: string): Promise<APIMessage> {
  const channel = await talk.client.channels.fetch(where);
  if (!channel?.isSendable()) throw new Error('cannot send');
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', customId } as const;
  const { id } = await channel.send({
    content: 'left over',
    components: [{ type: ComponentType.ActionRow, components: [button] }],
  });
  return talk.seen.message((message) => message.id === id);
}

describe('the Stop button', () => {
  it('is on an answer while it is given, and ends it where it is for the person who asked', async () => {
    const { question, given, page } = await begun();
    expect(buttonsOf(page)).toEqual([stopId(ann, question)]);
    await talk.acting.click(ann, page, stopId(ann, question));
    const ended = await talk.until(page, (one) => buttonsOf(one).length === 0);
    expect(given.signal.aborted).toBe(true);
    expect(ended.content).toBe('Once upon a time\n-# Stopped.');
    await talk.background.settled();
    expect(await talk.answers(question)).toHaveLength(1);
    expect(await talk.store.claims.unsettled()).toEqual([]);
  });

  it('goes when the answer ends by itself', async () => {
    const { question, given, page } = await begun();
    given.draft('Once upon a time it ended.');
    given.end();
    const ended = await talk.until(page, (one) => buttonsOf(one).length === 0);
    expect(ended.content).toBe('Once upon a time it ended.');
    expect(await talk.answers(question)).toHaveLength(1);
  });

  it('moves to the page that is being written', async () => {
    const { question, given, page } = await begun();
    given.draft(`${'a word '.repeat(250)}\n\n${'another '.repeat(100)}`);
    await talk.clock.advance(1100);
    await talk.until(page, (one) => buttonsOf(one).length === 0);
    const second = await talk.seen.message(
      (one) => one.id !== page.id && one.message_reference?.message_id === question.id,
    );
    expect(buttonsOf(second)).toEqual([stopId(ann, question)]);
    given.end();
    await talk.until(second, (one) => buttonsOf(one).length === 0);
  });

  it('is refused to others, and works for moderators', async () => {
    const { question, given, page } = await begun();
    const { content, isEphemeral } = await talk.press(ben, page, stopId(ann, question));
    expect(content).toMatch(/^Only people with \*\*.+\*\* can do this\.$/);
    expect(isEphemeral).toBe(true);
    expect(given.signal.aborted).toBe(false);
    const cat = await talk.acting.addUser({
      username: 'cat',
      guildIds: [talk.guild],
      permissions: PermissionFlagsBits.ManageMessages.toString(),
    });
    await talk.acting.click(cat, page, stopId(ann, question));
    await talk.until(page, (one) => buttonsOf(one).length === 0);
    expect(given.signal.aborted).toBe(true);
  });

  it('does no more when it is pressed twice, or on an answer that is over', async () => {
    const { question, page } = await begun();
    const presses = await Promise.all([1, 2].map(() => talk.acting.click(ann, page, stopId(ann, question))));
    expect(presses.map(({ outcome }) => outcome)).toEqual(['updated', 'updated']);
    await talk.until(page, (one) => buttonsOf(one).length === 0);
    await talk.background.settled();
    const stale = await left(general, stopId(ann, question));
    await talk.acting.click(ann, stale, stopId(ann, question));
    await talk.until(stale, (one) => buttonsOf(one).length === 0);
    expect((await talk.answers(question)).map(({ content }) => content)).toEqual([
      'Once upon a time\n-# Stopped.',
    ]);
  });

  it('does nothing where its id names another person or channel', async () => {
    const { question, given } = await begun();
    for (const [where, customId, who] of [
      [general, stopId(ben, question), ben],
      [talk.channels.offtopic, stopId(ann, question), ann],
      [general, `chat:stop:${ann}`, ann],
    ] as const) {
      const forged = await left(where, customId);
      await talk.acting.click(who, forged, customId);
    }
    expect(given.signal.aborted).toBe(false);
    given.end();
  });

  it('works in direct messages', async () => {
    const channel = await talk.acting.dm(ann);
    const seen = await talk.acting.watch(ann);
    const question = await talk.acting.post(ann, channel, 'tell me a story');
    const given = await talk.assistant.nth(0);
    given.draft('Once upon a time');
    await talk.clock.advance(600);
    const page = await seen.message(({ author }) => author.bot === true);
    await talk.acting.click(ann, page, stopId(ann, question));
    await seen.settled((one) => one.id === page.id && one.content.includes('Stopped'));
    expect(given.signal.aborted).toBe(true);
  });
});

describe('the Continue button', () => {
  it('is on an answer that was cut, and goes on with it in the same message', async () => {
    const { question, page } = await cut('Once upon a time there was a king');
    expect(page.content).toMatch(/^Once upon a time there was a king\n-# This was getting long/);
    expect(buttonsOf(page)).toEqual([moreId(ann, question)]);
    await talk.acting.click(ann, page, moreId(ann, question));
    const given = await talk.assistant.nth(1);
    expect(given.question).toMatchObject({
      text: 'tell me a story',
      history: [],
      begun: 'Once upon a time there was a king',
    });
    given.draft('who slept.');
    given.end();
    const whole = await talk.until(
      page,
      (one) => one.content.includes('slept') && buttonsOf(one).length === 0,
    );
    expect(whole.content).toBe('Once upon a time there was a king who slept.');
    expect(await talk.answers(question)).toHaveLength(1);
  });

  it('goes on in a next message where the last is full, and may be pressed again where it is cut again', async () => {
    const { question, page } = await cut('a long line of words.\n'.repeat(80));
    await talk.acting.click(ann, page, moreId(ann, question));
    const given = await talk.assistant.nth(1);
    given.draft('Something else is said now.\n'.repeat(40));
    given.end('cut');
    await talk.background.settled();
    const pages = await talk.answers(question);
    expect(pages).toHaveLength(2);
    expect(pages.map(buttonsOf)).toEqual([[], [moreId(ann, question)]]);
  });

  it('is refused to everybody else, moderators too', async () => {
    const { question, page } = await cut();
    for (const who of [ben, talk.people.owner]) {
      const { content, isEphemeral } = await talk.press(who, page, moreId(ann, question));
      expect([content, isEphemeral]).toEqual(['Only the person who asked can do this.', true]);
    }
    expect(talk.assistant.given).toHaveLength(1);
  });

  it('goes on once, however often it is pressed', async () => {
    const { question, page } = await cut();
    await Promise.all([1, 2, 3].map(() => talk.acting.click(ann, page, moreId(ann, question))));
    const given = await talk.assistant.nth(1);
    given.draft('there was a king.');
    given.end();
    await talk.until(page, (one) => one.content.includes('king') && buttonsOf(one).length === 0);
    await talk.background.settled();
    expect(talk.assistant.given).toHaveLength(2);
  });

  it('works after a restart', async () => {
    const { question, page } = await cut();
    await talk.restart();
    await talk.acting.click(ann, page, moreId(ann, question));
    const given = await talk.assistant.nth(1);
    given.draft('there was a king.');
    given.end();
    const whole = await talk.until(page, (one) => one.content.includes('king'));
    expect(whole.content).toBe('Once upon a time there was a king.');
  });

  it('says kindly that it cannot where the question is gone', async () => {
    const { question, page } = await cut();
    await talk.restart(async () => {
      const gone = once(talk.client, Events.MessageDelete);
      await talk.acting.remove(ann, question);
      await gone;
    });
    const { content, isEphemeral } = await talk.press(ann, page, moreId(ann, question));
    expect(content).toBe('I can no longer see what this answer was about. Please ask me again.');
    expect(isEphemeral).toBe(true);
    expect(talk.assistant.given).toHaveLength(1);
  });

  it('does nothing where its id names a question of somebody else', async () => {
    const { question } = await cut();
    const forged = await left(general, moreId(ben, question));
    const { content } = await talk.press(ben, forged, moreId(ben, question));
    expect(content).toContain('Please ask me again');
    expect(talk.assistant.given).toHaveLength(1);
  });

  it('stands again where the program ends while it goes on', async () => {
    const { question, page } = await cut();
    await talk.acting.click(ann, page, moreId(ann, question));
    const given = await talk.assistant.nth(1);
    given.draft('there was a king');
    await talk.clock.advance(600);
    await talk.until(page, (one) => one.content.endsWith('king'));
    await talk.restart();
    const [kept] = await talk.answers(question);
    expect(kept?.content).toBe('Once upon a time there was a king');
    expect(buttonsOf(kept!)).toEqual([moreId(ann, question)]);
  });
});
