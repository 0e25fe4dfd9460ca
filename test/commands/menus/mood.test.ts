// "Mood of this message", as people use it on the local Discord server.
import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guildId, messageId, userId } from '../../../src/ids.ts';
import { HOUR } from '../../../src/mood/window.ts';
import { openStage, type Stage } from '../stage.ts';
import { menusOn, NEGATIVE } from './stage.ts';

const MOOD = 'Mood of this message';

let stage: Stage;
const { said, judged, use } = menusOn(() => stage);
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const shares = (positive: number, neutral: number, negative: number) => ({ positive, neutral, negative });

describe('Mood of this message', () => {
  it('tells the verdict, how sure it is and when it was given, to who asks alone', async () => {
    const { people, channels, clock } = stage;
    const message = await judged(people.ann, channels.general, 'This is awful.', NEGATIVE, {
      judgedAt: clock.now() - HOUR,
    });
    const answer = await use(people.ben, MOOD, message);
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content).toContain('😟 This message reads as **negative**, almost certainly.');
    expect(answer.content).toContain('Positive 2% · neutral 6% · negative 92%');
    expect(answer.content).toContain(`Judged <t:${(clock.now() - HOUR) / 1000}:R>.`);
    expect(answer.content).not.toContain('awful');
  });

  it('speaks the language of who asks', async () => {
    const { people, channels } = stage;
    const message = await judged(people.ann, channels.general, 'Terrible.');
    expect((await use(people.lin, MOOD, message)).content).toContain('這則訊息幾乎可以肯定是**負面**的');
    const names = (await stage.acting.commands()).find(({ name }) => name === MOOD)?.name_localizations;
    expect(names).toEqual({ 'zh-CN': '这条消息的情绪', 'zh-TW': '這則訊息的情緒' });
  });

  it.each([
    ['probably', { ...NEGATIVE, probabilities: shares(0.1, 0.1, 0.8) }],
    ['but not clearly', { ...NEGATIVE, probabilities: shares(0.2, 0.2, 0.6) }],
    ['Uncertain', { ...NEGATIVE, uncertain: true, probabilities: shares(0.3, 0.3, 0.4) }],
    ['one word or emoji', { ...NEGATIVE, bare: true }],
  ])('says %s', async (words, verdict) => {
    const message = await judged(stage.people.ann, stage.channels.general, 'Hm.', verdict);
    expect((await use(stage.people.ann, MOOD, message)).content).toContain(words);
  });

  it('says that a long message was read in part', async () => {
    const { people, channels } = stage;
    const message = await judged(people.ann, channels.general, 'long', NEGATIVE, { truncated: true });
    expect((await use(people.ann, MOOD, message)).content).toContain('its beginning and end were read');
  });

  it('says that a message waits for its verdict, and the verdict once it is there', async () => {
    const { people, channels, store, clock } = stage;
    const message = await said(people.ann, channels.general, 'Just now.');
    expect((await use(people.ben, MOOD, message)).content).toContain('not judged this message yet');
    const id = messageId.parse(message.id);
    const from = { model: 'tiny', promptVersion: '1', truncated: false, judgedAt: clock.now() };
    await store.queue.tag([{ id, revision: 1, verdict: NEGATIVE, ...from }]);
    expect((await use(people.ben, MOOD, message)).content).toContain('**negative**');
    await store.intake.edit(id, 'Other words.');
    expect((await use(people.ben, MOOD, message)).content).toContain('not judged this message yet');
  });

  it.each([
    [{ kind: 'hostility', intent: 'chat' }, 'It reads as: against people.'],
    [{ intent: 'question' }, 'It reads as: a question.'],
    [{ intent: 'chat' }, null],
  ] as const)('says the kind of negativity, or what the message is for: %o', async (more, line) => {
    const { people, channels } = stage;
    const message = await judged(people.ann, channels.general, 'Why?', { ...NEGATIVE, ...more });
    const { content } = await use(people.ben, MOOD, message);
    if (line !== null) expect(content).toContain(line);
    else expect(content).not.toContain('It reads as');
  });

  it('says that a message could not be judged', async () => {
    const { people, channels, store } = stage;
    const message = await said(people.ann, channels.general, 'Broken.');
    await store.queue.fail([{ id: messageId.parse(message.id), revision: 1, reason: 'secret path' }]);
    const { content } = await use(people.ben, MOOD, message);
    expect(content).toBe('I could not judge this message.');
  });

  it('says why a message is not read', async () => {
    const { people, channels, acting, store, client, guild } = stage;
    const ask = async (text: string, where: string = channels.general) =>
      (await use(people.owner, MOOD, await acting.post(people.ann, where, text))).content;
    expect(await ask('!rank')).toContain('addressed to a bot');
    expect(await ask(`<@${client.user.id}> hello`)).toContain('addressed to a bot');
    const unknown = await ask('Hello.');
    expect(unknown).toContain('I have no verdict on this message');
    const own = await stage.ask(people.ann, channels.general, 'mood server');
    expect((await use(people.ben, MOOD, own)).content).toContain('it is from a bot');

    const id = guildId.parse(guild);
    await store.people.optOut(id, userId.parse(people.ann));
    // Who opted out is nobody else's business: the answer is that for any message of which nothing is held.
    expect(await ask('Nobody reads this.')).toBe(unknown);
    const ownWords = await acting.post(people.ann, channels.general, 'Nobody reads this either.');
    expect((await use(people.ann, MOOD, ownWords)).content).toContain('you have opted out');
    await store.people.optIn(id, userId.parse(people.ann));
    const exclude = [client.channels.cache.get(channels.offtopic)!.id as never];
    await store.settings.update(id, (held) => ({ ...held, watch: { ...held.watch, exclude } }));
    expect(await ask('Off topic.', channels.offtopic)).toContain('not a watched channel');
  });

  it('works on no message that the person cannot see, for members, strangers and moderators', async () => {
    const { people, channels, acting, guild } = stage;
    const message = await judged(people.owner, channels.staff, 'Between us, this is awful.');
    await expect(use(people.ben, MOOD, message)).rejects.toThrow('Missing Access');
    const here = { ...message, channel_id: channels.general };
    await expect(use(people.ben, MOOD, here)).rejects.toThrow('cannot be aimed at');
    const stranger = await acting.addUser({ username: 'zed' });
    await acting.addGuild({ name: 'Elsewhere', ownerId: stranger, channels: [{ name: 'lobby' }] });
    await expect(use(stranger, MOOD, message)).rejects.toThrow('Missing Access');
    const moderator = await acting.addUser({
      username: 'sol',
      guildIds: [guild],
      permissions: PermissionFlagsBits.ModerateMembers.toString(),
    });
    await expect(use(moderator, MOOD, message)).rejects.toThrow('Missing Access');
  });

  it.each([MOOD, 'Why this mood?', 'Summarise from here', 'Wrong mood'])(
    '%s reads nothing in a channel that the bot cannot see',
    async (name) => {
      const { people, channels, acting } = stage;
      // Discord sends the message along with the menu.
      const message = await acting.post(people.owner, channels.staff, 'Between us, this is awful.');
      const answer = await use(people.owner, name, message);
      expect([answer.isEphemeral, answer.content]).toEqual([
        true,
        expect.stringContaining('is not a watched channel'),
      ]);
    },
  );

  it('is told of in the help, with the menus that who asks may use', async () => {
    const { people, channels } = stage;
    const help = await stage.ask(people.ann, channels.general, 'help');
    expect(help.text).toContain('Mood of this message');
    expect(help.text).not.toContain('Wrong mood');
    expect((await stage.ask(people.owner, channels.general, 'help')).text).toContain('Wrong mood');
  });
});
