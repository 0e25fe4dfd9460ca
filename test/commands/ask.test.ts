// /ask: one answer without history, in the order and within the limits of chat, wherever people have the bot.
import type { APIMessage } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord.js';
import type { Stream } from 'local-discord/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { postComponent } from './rights/posting.ts';
import { openTalk, type Talk } from '../pipeline/replies/talk.ts';
import { buttonsOf } from '../support/buttons.ts';

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

/** Runs /ask; resolves once the model is asked, with the message that is being filled. */
async function ask(who: string, where: string, question: string, more: Record<string, boolean> = {}) {
  const n = talk.assistant.given.length;
  const { message, interactionId } = await talk.acting.run(who, where, 'ask', { question, ...more });
  const given = await talk.assistant.nth(n);
  return { given, id: interactionId, answer: message! };
}

/** Draws the words that were written so far. */
const shown = () => talk.clock.advance(1700);

const filled = (
  seen: Stream,
  answer: APIMessage,
  isSo: (content: string, buttons: readonly string[]) => boolean,
) => seen.settled((one) => one.id === answer.id && isSo(one.content, buttonsOf(one)));

const isEphemeral = ({ flags }: APIMessage) => ((flags ?? 0) & 64) !== 0;

describe('/ask', () => {
  it('streams one answer below what was asked, and is told nothing of what was said before', async () => {
    const earlier = await talk.ask(ann, general, 'my name is Ann');
    const first = await talk.assistant.nth(0);
    first.draft('Hello Ann');
    first.end();
    await talk.background.settled();
    expect(await talk.answers(earlier)).toHaveLength(1);

    await talk.clock.advance(3000);
    const { given, answer } = await ask(ann, general, 'what is `2+2`? @everyone');
    expect(given.question).toMatchObject({
      ...{ history: [], text: 'what is `2+2`? @everyone', locale: 'en', alone: null },
    });
    given.draft('Four');
    await shown();
    const growing = await filled(talk.seen, answer, (content) => content.includes('Four'));
    expect(growing.content).toBe('> `what is 2+2 ? @\u200beveryone`\nFour');
    expect(growing.mention_everyone).toBe(false);
    given.draft('Four, as ever.');
    given.end();
    await filled(talk.seen, answer, (content, buttons) => content.includes('ever') && buttons.length === 0);
  });

  it('shows a private answer to the person alone, in their own language', async () => {
    const { lin } = talk.people;
    const seen = await talk.acting.watch(lin);
    const { given, answer } = await ask(lin, general, '1 + 1?', { private: true });
    expect(given.question.locale).toBe('zh-TW');
    expect(given.question.alone?.asker).toBe(lin);
    given.draft('二');
    given.end();
    const whole = await filled(seen, answer, (content) => content !== '');
    expect(whole.content).toBe('二');
    expect(isEphemeral(whole)).toBe(true);
    expect((await talk.sees(ben, general)).map(({ id }) => id)).not.toContain(answer.id);
  });

  it('speaks of the channels that everyone here may see, and in private of all that the person may', async () => {
    const { mod, owner } = talk.people;
    const channels = async (who: string, isPrivate: boolean) => {
      await talk.clock.advance(3000);
      const { given } = await ask(who, general, 'how is the mood?', { private: isPrivate });
      const names = (await given.question.place())!.channels.map(({ name }) => name);
      given.draft('Well');
      given.end();
      return names.toSorted();
    };
    expect(await channels(owner, false)).toEqual(['general', 'offtopic']);
    expect(await channels(owner, true)).toEqual(['general', 'offtopic', 'staff']);
    expect(await channels(mod, true)).toEqual(['general', 'offtopic']);
  });

  it('answers the same question twice, each time by itself', async () => {
    for (const words of ['It scatters.', 'Light scatters.']) {
      await talk.clock.advance(3000);
      const { given, answer } = await ask(ann, general, 'why is the sky blue?');
      expect(given.question.history).toEqual([]);
      given.draft(words);
      given.end();
      const isWhole = (content: string, buttons: readonly string[]) =>
        content.endsWith(words) && buttons.length === 0;
      expect((await filled(talk.seen, answer, isWhole)).content).toBe(`> \`why is the sky blue?\`\n${words}`);
    }
  });

  it('says so where there is no answer, where it breaks off, and where the person asks too fast', async () => {
    const silent = await ask(ann, general, 'hm?');
    silent.given.end();
    await filled(talk.seen, silent.answer, (content) => content.startsWith('I have nothing useful'));

    const fast = await talk.acting.run(ann, general, 'ask', { question: 'and?' });
    await filled(talk.seen, fast.message!, (content) => content.startsWith('One at a time, please'));
    expect(talk.assistant.given).toHaveLength(1);

    const empty = await talk.acting.run(ann, general, 'ask', { question: ' \n ' });
    await filled(talk.seen, empty.message!, (content) => content.startsWith('Hi! Ask me anything'));
  });

  it('waits in one line with those who chat, and is turned away when that is full', async () => {
    const story = await talk.ask(ben, general, 'tell me a story');
    const telling = await talk.assistant.nth(0);
    telling.draft('Once');
    await talk.clock.advance(600);
    await talk.answerTo(story);
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        talk.acting.addUser({ username: `guest${n}`, guildIds: [talk.guild] }),
      ),
    );
    const asked = [];
    for (const who of people) asked.push(await talk.acting.run(who, general, 'ask', { question: 'hi' }));
    await filled(talk.seen, asked.at(-1)!.message!, (content) =>
      content.startsWith('I am answering several'),
    );
    expect(talk.assistant.given).toHaveLength(1);
    telling.end();
    (await talk.assistant.nth(1)).draft('Hello');
    await shown();
    await filled(talk.seen, asked[0]!.message!, (content) => content.endsWith('Hello'));
  });

  it('is not judged for people who opted out', async () => {
    await talk.store.people.optOut(guildId.parse(talk.guild), ann as never);
    const { given } = await ask(ann, general, 'I am so sad');
    expect(given.question.verdict).toBeNull();
    expect(talk.judged).toEqual([]);
  });
});

describe('the Stop button of /ask', () => {
  const begun = async () => {
    const asked = await ask(ann, general, 'tell me a story');
    asked.given.draft('Once upon a time');
    await shown();
    const page = await filled(talk.seen, asked.answer, (content) => content.includes('Once'));
    return { ...asked, page, stop: `ask:stop:${ann}:${asked.id}` };
  };

  it('ends the answer where it is, once', async () => {
    const { given, page, stop } = await begun();
    expect(buttonsOf(page)).toEqual([stop]);
    await talk.acting.click(ann, page, stop);
    const ended = await filled(talk.seen, page, (content) => content.includes('Stopped.'));
    expect(given.signal.aborted).toBe(true);
    expect(buttonsOf(ended)).toEqual([]);
    await expect(talk.acting.click(ann, page, stop)).rejects.toThrow('no component');
  });

  it('is refused to others, and works for moderators', async () => {
    const { given, page, stop } = await begun();
    const { message } = await talk.acting.click(ben, page, stop);
    expect(message?.content).toMatch(/^Only people with/);
    expect(given.signal.aborted).toBe(false);
    const permissions = PermissionFlagsBits.ModerateMembers.toString();
    const kim = await talk.acting.addUser({ username: 'kim', guildIds: [talk.guild], permissions });
    await talk.acting.click(kim, page, stop);
    await filled(talk.seen, page, (content) => content.includes('Stopped.'));
    expect(given.signal.aborted).toBe(true);
  });

  it('goes away when it is pressed though its answer is over', async () => {
    const stop = `ask:stop:${ann}:${talk.guild}`;
    const left = await postComponent(talk, general, stop);
    const { message } = await talk.acting.click(ann, left, stop);
    expect(buttonsOf(message!)).toEqual([]);
  });
});

describe('/ask elsewhere', () => {
  it('works in direct messages with the bot', async () => {
    const direct = await talk.acting.dm(ann);
    const seen = await talk.acting.watch(ann);
    const { given, answer } = await ask(ann, direct, 'hello?');
    expect(await given.question.place()).toBeNull();
    given.draft('Hello!');
    given.end();
    expect((await filled(seen, answer, (content) => content !== '')).content).toBe('Hello!');
  });

  it('works in a server without the bot for who installed it, and for nobody else', async () => {
    const { acting } = talk;
    const zed = await acting.addUser({ username: 'zed' });
    const other = await acting.addGuild({
      name: 'Elsewhere',
      ownerId: zed,
      channels: [{ name: 'lobby' }],
      withoutBot: true,
    });
    const { guilds } = await acting.state();
    const lobby = guilds.find(({ id }) => id === other)!.channels[0]!.id;
    await expect(acting.run(zed, lobby, 'ask', { question: 'hi' })).rejects.toThrow('not installed');
    await acting.installApp(zed);
    await expect(acting.run(zed, lobby, 'help')).rejects.toThrow('not installed');
    const seen = await acting.watch(zed);
    const { given, answer } = await ask(zed, lobby, 'how are things?');
    expect(await given.question.place()).toBeNull();
    given.draft('Fine, '.repeat(600));
    given.end();
    const first = await filled(seen, answer, (content) => content.includes('Fine'));
    const second = await seen.message(({ id, author }) => author.bot === true && id !== answer.id);
    expect(first.content.length + second.content.length).toBeGreaterThan(3500);
  });
});
