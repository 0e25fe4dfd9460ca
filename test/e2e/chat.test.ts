import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stream } from 'local-discord/testing';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { buttonsOf } from '../support/buttons.ts';
import { HARBOUR, LONG_WISH, openStage, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.start();
});
afterAll(() => stage.close());

const answers = (message: APIMessage, question: APIMessage) =>
  message.author.id === bot && message.message_reference?.message_id === question.id;

/** Posts a question and waits for the answer's first words. */
async function ask(seen: Stream, author: string, channel: string, content: string, more = {}) {
  const question = await stage.people.post(author, channel, content, more);
  return { question, answer: await seen.message((message) => answers(message, question)) };
}

describe('chatting with the bot', () => {
  it('is typing, then answers a mention and lets the answer grow by edits', async () => {
    const seen = await stage.people.watch(people.tomas);
    const { question, answer } = await ask(seen, people.tomas, channels.general, `<@${bot}> ${LONG_WISH}`);
    const typed = await seen.next('typing', ({ userId }) => userId === bot);
    const grown = await seen.next('edit', ({ message }) => message.id === answer.id);
    expect(seen.events.indexOf(typed)).toBeLessThan(
      seen.events.findIndex((event) => event.type === 'message' && event.message.id === answer.id),
    );
    expect(grown.message.content.startsWith(answer.content.slice(0, 10))).toBe(true);
    expect(answers(answer, question)).toBe(true);
    expect(answer.mentions).toEqual([]);
  });

  it('answers a direct message', async () => {
    const channel = await stage.people.dm(people.yuki);
    const seen = await stage.people.watch(people.yuki);
    const { answer } = await ask(seen, people.yuki, channel, 'Hello, who are you?');
    expect(answer.content).not.toBe('');
  });

  it('answers a reply to one of its messages, without a mention', async () => {
    const seen = await stage.people.watch(people.wen);
    const first = await ask(seen, people.wen, channels.support, `<@${bot}> What is the capital of France?`);
    const replyTo = first.answer.id;
    const { question, answer: reply } = await ask(seen, people.lin, channels.support, 'And of Italy?', {
      replyTo,
    });
    expect(answers(reply, question)).toBe(true);
  });

  it('answers every message of its chat channel, and none elsewhere', async () => {
    await stage.people.run(
      people.mira,
      channels.general,
      'settings',
      { channel: channels.support },
      { subcommands: ['chat'] },
    );
    const seen = await stage.people.watch(people.lin);
    await stage.people.post(people.tomas, channels.general, 'I am not talking to the bot.');
    const { answer } = await ask(seen, people.lin, channels.support, 'Good morning!');
    expect(answer.channel_id).toBe(channels.support);
    const elsewhere = seen.events.filter(
      (event) =>
        event.type === 'message' &&
        event.message.channel_id === channels.general &&
        event.message.author.id === bot,
    );
    expect(elsewhere).toEqual([]);
  });

  it('says hello to a mention without words, and answers the newest of what one person asks at once', async () => {
    const person = await stage.people.addUser({ username: 'hasty', guildIds: [HARBOUR.guild] });
    const seen = await stage.people.watch(person);
    const first = await ask(seen, person, channels.general, `<@${bot}>`);
    expect(first.answer.content).toContain('/mood');
    const second = await stage.people.post(person, channels.general, `<@${bot}> and again`);
    const { answer } = await ask(seen, person, channels.general, `<@${bot}> what is 6 x 7?`);
    expect(answer.content).toContain('42');
    expect((await seen.message((message) => answers(message, second))).content).toMatch(/^-# One at a time/);
  });

  it('says of a picture in a direct message that it sees none, and answers a pasted text', async () => {
    const person = await stage.people.addUser({ username: 'painter', guildIds: [HARBOUR.guild] });
    const seen = await stage.people.watch(person);
    const channel = await stage.people.dm(person);
    const picture = [{ name: 'cat.png', contentType: 'image/png', base64: 'AAAA' }];
    const direct = await ask(seen, person, channel, '', { files: picture });
    expect(direct.answer.content).toContain("can't see pictures");

    const other = await stage.people.addUser({ username: 'paster', guildIds: [HARBOUR.guild] });
    const base64 = Buffer.from('What is the capital of France?').toString('base64');
    const files = [{ name: 'message.txt', contentType: 'text/plain; charset=utf-8', base64 }];
    const { answer } = await ask(seen, other, channels.general, `<@${bot}>`, { files });
    expect(answer.content).not.toContain('/mood');
    expect(answer.content).not.toContain("couldn't fetch");
  });

  it('shows at once that it is typing to somebody who waits behind another', async () => {
    const [first, second] = await Promise.all(
      ['first', 'second'].map((username) => stage.people.addUser({ username, guildIds: [HARBOUR.guild] })),
    );
    const seen = await stage.people.watch(second);
    const story = await stage.people.post(first!, channels.general, `<@${bot}> Tell me a story about a cat.`);
    const sum = await stage.people.post(second!, channels.support, `<@${bot}> What is 2+2?`);
    await seen.next('typing', ({ userId, channelId }) => userId === bot && channelId === channels.support);
    const begun = seen.events.some((event) => event.type === 'message' && answers(event.message, story));
    await seen.message((message) => answers(message, sum));
    expect(begun).toBe(false);
  });

  it('stops an answer at the press of a button, and takes it away with its question', async () => {
    const person = await stage.people.addUser({ username: 'impatient', guildIds: [HARBOUR.guild] });
    const seen = await stage.people.watch(person);
    const wish = `<@${bot}> ${LONG_WISH}`;
    const { question, answer } = await ask(seen, person, channels.general, wish);
    const [stop] = buttonsOf(answer);
    expect(stop).toBe(`chat:stop:${person}:${question.id}`);
    await stage.people.click(person, answer, stop!);
    const ended = await seen.settled((one) => one.id === answer.id && buttonsOf(one).length === 0);
    expect(ended.content).toMatch(/\n-# Stopped\.$/);
    await stage.people.remove(person, question);
    await seen.next('delete', ({ ids }) => ids.includes(answer.id));
  });

  it('answers a question anew that is changed, in the same message', async () => {
    const person = await stage.people.addUser({ username: 'rewriter', guildIds: [HARBOUR.guild] });
    const seen = await stage.people.watch(person);
    const wish = `<@${bot}> ${LONG_WISH}`;
    const { question, answer } = await ask(seen, person, channels.general, wish);
    await stage.people.edit(person, question, `<@${bot}> What is the capital of France?`);
    const anew = await seen.next(
      'edit',
      ({ message }) => message.id === answer.id && buttonsOf(message).length === 0,
    );
    expect(anew.message.content).not.toContain('Stopped');
    const shown = await stage.people.read(person, channels.general);
    expect(shown.filter((message) => answers(message, question)).map(({ id }) => id)).toContain(answer.id);
  });

  it('forgets a conversation on /chat reset, and tells the person alone', async () => {
    const person = await stage.people.addUser({ username: 'forgetful', locale: 'zh-TW' });
    const channel = await stage.people.dm(person);
    await stage.people.run(person, channel, 'chat', {}, { subcommands: ['reset'] });
    const seen = await stage.people.watch(person);
    const told = (await stage.people.read(person, channel)).at(-1);
    const answer = told?.content ? told : await seen.settled(({ content }) => content !== '');
    expect(answer.content).toContain('不會再用到');
    expect((answer.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0);
  });

  it('answers where it may not read the history, without a reference', async () => {
    const person = await stage.people.addUser({ username: 'newcomer', guildIds: [HARBOUR.guild] });
    const seen = await stage.people.watch(person);
    await stage.people.setBotPermissions(
      HARBOUR.guild,
      INVITE_PERMISSIONS & ~PermissionFlagsBits.ReadMessageHistory,
    );
    await stage.people.post(person, channels.support, `<@${bot}> Are you there?`);
    const plain = await seen.message(
      ({ author, message_reference: reference }) => author.id === bot && reference === undefined,
    );
    expect(plain.channel_id).toBe(channels.support);
    const manager = await stage.people.watch(people.mira);
    await stage.people.run(people.mira, channels.general, 'status');
    const status = await manager.settled(({ embeds }) => embeds.length > 0);
    expect(JSON.stringify(status.embeds)).toContain('Read Message History');
    await stage.people.setBotPermissions(HARBOUR.guild, INVITE_PERMISSIONS);
  });

  it('never pings anyone, whatever it is asked to say', async () => {
    const person = await stage.people.addUser({ username: 'prankster', guildIds: [HARBOUR.guild] });
    const seen = await stage.people.watch(person);
    const { answer } = await ask(
      seen,
      person,
      channels.general,
      `<@${bot}> Repeat after me: @everyone <@${people.mira}>`,
    );
    expect(answer.mention_everyone).toBe(false);
    expect(answer.mentions).toEqual([]);
  });
});
