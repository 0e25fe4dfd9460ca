// "Wrong mood", as moderators use it: chosen, taken back, and refused to everybody else, in every way it can be pressed.
import { ButtonStyle, ComponentType, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guildId, messageId } from '../../../src/ids.ts';
import { EVER } from '../../../src/mood/window.ts';
import { GONE, REFUSED } from '../rights/told.ts';
import { openStage, type Stage } from '../stage.ts';
import { componentOf, menusOn, NEGATIVE } from './stage.ts';

const WRONG = 'Wrong mood';

let stage: Stage;
let moderator: string;
const { said, judged, use, choose } = menusOn(() => stage);
beforeAll(async () => {
  stage = await openStage();
  moderator = await stage.acting.addUser({
    username: 'mia',
    guildIds: [stage.guild],
    permissions: PermissionFlagsBits.ModerateMembers.toString(),
  });
});
afterAll(() => stage.close());

const corrected = async (message: { id: string }) =>
  (await stage.store.messages.get(messageId.parse(message.id)))?.corrected;
const opened = async (text = 'lol that is sick') => {
  const message = await judged(stage.people.ann, stage.channels.general, text);
  const answer = await use(moderator, WRONG, message);
  return { message, answer, list: componentOf(answer, ComponentType.StringSelect) };
};

/** A list or a button of the bot with any custom_id that somebody could make up. */
async function forged(customId: string, type: 'list' | 'button', where = stage.channels.general) {
  const channel = await stage.client.channels.fetch(where);
  if (!channel?.isSendable()) throw new Error('cannot send');
  const list = {
    type: ComponentType.StringSelect,
    customId,
    options: [
      { label: 'p', value: 'positive' },
      { label: 'n', value: 'negative' },
      { label: 'x', value: 'furious' },
    ],
  } as const;
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', customId } as const;
  const row = { type: ComponentType.ActionRow, components: [type === 'list' ? list : button] } as const;
  const { id } = await channel.send({ content: 'made by a test', components: [row] });
  return { id, channel_id: where };
}

describe('Wrong mood', () => {
  it('offers the two other verdicts, keeps the one that is chosen, and says what follows from it', async () => {
    const { message, answer, list } = await opened();
    expect(answer.isEphemeral).toBe(true);
    expect(answer.content).toBe('I read this message as **negative**. What would be right?');
    expect(JSON.stringify(answer.components)).toMatch(/"positive".*"neutral"/);
    expect(JSON.stringify(answer.components)).not.toContain('"value":"negative"');
    const told = await choose(moderator, answer, list, 'positive');
    expect(told.content).toContain('Noted: **positive**, not negative.');
    expect(told.content).toContain('learn nothing from it by myself');
    expect(await corrected(message)).toBe('positive');
    const listed = await stage.store.corrections.list(guildId.parse(stage.guild), EVER, 10);
    expect(listed).toMatchObject([{ id: message.id, verdict: { label: 'negative' }, corrected: 'positive' }]);
    expect((await use(stage.people.ben, 'Mood of this message', message)).content).toContain(
      'A moderator corrected it: **positive**',
    );
  });

  it('takes the kind of negativity away, also out of the counts of /mood', async () => {
    const { people, channels, store, guild } = stage;
    const hostile = { ...NEGATIVE, kind: 'hostility' } as const;
    const message = await judged(people.ann, channels.general, 'this idiot again', hostile);
    const counted = async () => {
      const { kinds } = await store.buckets.counts({ guildId: guildId.parse(guild), channelId: null }, EVER);
      return kinds?.hostility;
    };
    const shown = async () => (await use(people.ben, 'Mood of this message', message)).content;
    expect([await counted(), await shown()]).toEqual([1, expect.stringContaining('against people')]);
    const answer = await use(moderator, WRONG, message);
    await choose(moderator, answer, componentOf(answer, ComponentType.StringSelect), 'neutral');
    expect([await counted(), await shown()]).toEqual([
      undefined,
      expect.not.stringContaining('against people') as string,
    ]);
  });

  it('can be taken back, once, at once or when the menu is opened again', async () => {
    const { message, answer, list } = await opened();
    const told = await choose(moderator, answer, list, 'neutral');
    const undo = componentOf(told, ComponentType.Button);
    const copy = await forged(undo, 'button');
    const again = await use(moderator, WRONG, message);
    expect(again.content).toContain('A moderator corrected it: **neutral**');
    expect((await stage.press(moderator, again, undo)).content).toContain('Taken back');
    expect(await corrected(message)).toBeNull();
    const twice = await stage.press(moderator, copy, undo);
    expect([twice.content, twice.isEphemeral]).toEqual(['That has already been undone.', true]);
  });

  it('takes the last of two choices', async () => {
    const { message, answer, list } = await opened();
    const copy = await forged(list, 'list');
    await choose(moderator, answer, list, 'neutral');
    await choose(moderator, copy, list, 'positive');
    expect(await corrected(message)).toBe('positive');
  });

  it('changes nothing once the message was edited or deleted', async () => {
    const { message, answer, list } = await opened();
    await stage.store.intake.edit(messageId.parse(message.id), 'edited words');
    expect((await choose(moderator, answer, list, 'positive')).content).toContain('edited or deleted');
    expect(await corrected(message)).toBeNull();
    const other = await opened('gone soon');
    await stage.store.intake.remove([messageId.parse(other.message.id)]);
    const told = await choose(moderator, other.answer, other.list, 'positive');
    expect(told.content).toContain('edited or deleted');
  });

  it('is refused to those who do not moderate, in the menu, the list and the button', async () => {
    const { people, acting, client, channels } = stage;
    const { message, list } = await opened();
    await expect(use(people.ann, WRONG, message)).rejects.toThrow('Missing Permissions');
    // A server's settings can allow every command to anyone.
    const held = (await client.application.commands.fetch()).find(({ name }) => name === WRONG)!;
    await client.application.commands.edit(held.id, { defaultMemberPermissions: null });
    const told = await use(people.ann, WRONG, message);
    expect([told.isEphemeral, told.content]).toEqual([true, expect.stringMatching(REFUSED)]);
    const fake = await forged(list, 'list');
    await acting.click(people.ann, fake, list, ['positive']);
    expect((await stage.sees(people.ann, channels.general)).at(-1)?.content).toMatch(REFUSED);
    const undo = list.replace('wrong-mood', 'wrong-mood-undo');
    expect((await stage.press(people.ann, await forged(undo, 'button'), undo)).content).toMatch(REFUSED);
    expect(await corrected(message)).toBeNull();
    await client.application.commands.edit(held.id, {
      defaultMemberPermissions: PermissionFlagsBits.ModerateMembers,
    });
  });

  it('does nothing with made-up ids and values, in another channel, or in another server', async () => {
    const { acting, people, channels } = stage;
    const { message, list } = await opened();
    const wrong = await choose(moderator, await forged(list, 'list'), list, 'furious');
    expect(wrong.content).toBe(GONE);
    const same = await choose(moderator, await forged(list, 'list'), list, 'negative');
    expect(same.content).toBe(GONE);
    for (const id of [
      'wrong-mood:1:1',
      'wrong-mood:x',
      'wrong-mood',
      `wrong-mood:${message.id}`,
      `wrong-mood:${'9'.repeat(60)}:1`,
    ]) {
      const told = await choose(moderator, await forged(id, 'list'), id, 'positive');
      expect([told.isEphemeral, told.content]).toEqual([
        true,
        expect.stringContaining('nothing was changed'),
      ]);
    }
    const elsewhere = await forged(list, 'list', channels.offtopic);
    expect((await choose(moderator, elsewhere, list, 'positive')).content).toContain('nothing was changed');

    const stranger = await acting.addUser({ username: 'zed' });
    const other = await acting.addGuild({
      name: 'Elsewhere',
      ownerId: stranger,
      channels: [{ name: 'lobby' }],
    });
    const lobby = (await acting.state()).guilds.find(({ id }) => id === other)!.channels[0]!.id;
    const abroad = await forged(list, 'list', lobby);
    expect((await choose(stranger, abroad, list, 'positive')).content).toContain('nothing was changed');
    expect(await corrected(message)).toBeNull();
    expect((await use(people.owner, WRONG, message)).content).not.toContain('corrected');
  });

  it('is counted where the server reads how often the bot is right: /alerts history and /status', async () => {
    const { people, channels } = stage;
    const { answer, list } = await opened();
    await choose(moderator, answer, list, 'neutral');
    const wrong = (await stage.store.corrections.list(guildId.parse(stage.guild), EVER, 99)).length;
    const of = (text: string) =>
      /moderators corrected (\d+) of (\d+) in 30 days/.exec(text)?.slice(1).map(Number);
    const history = (await stage.ask(moderator, channels.general, 'alerts history')).text;
    const [corrections, judgedCount] = of(history)!;
    expect(corrections).toBe(wrong);
    expect(judgedCount).toBeGreaterThan(wrong);
    expect(history).toContain('Nobody checked the rest');
    expect(of((await stage.ask(people.owner, channels.general, 'status')).text)).toEqual([
      wrong,
      judgedCount,
    ]);
  });

  it('says why there is nothing to correct', async () => {
    const waiting = await said(stage.people.ann, stage.channels.general, 'Just now.');
    const told = await use(moderator, WRONG, waiting);
    expect(told.content).toContain('not judged this message yet');
    expect(told.components).toEqual([]);
  });

  it('speaks the language of the moderator', async () => {
    const wen = await stage.acting.addUser({
      username: 'wen',
      locale: 'zh-CN',
      guildIds: [stage.guild],
      permissions: PermissionFlagsBits.ModerateMembers.toString(),
    });
    const message = await judged(stage.people.ann, stage.channels.general, '笑死');
    const answer = await use(wen, WRONG, message);
    expect(answer.content).toBe('我把这条消息判断为**负面**。正确的是什么？');
    const told = await choose(wen, answer, componentOf(answer, ComponentType.StringSelect), 'positive');
    expect(told.content).toContain('应为**正面**，而不是负面');
  });
});
