// The Undo button of settings: for who pressed it in time, with the right, while nobody changed the same setting since.
import { type APIMessage, ButtonStyle, ComponentType, Events, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { channelId, guildId } from '../../src/ids.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const guild = () => guildId.parse(stage.guild);
const held = () => stage.store.settings.get(guild());
beforeEach(async () => {
  await stage.store.settings.update(guild(), () => DEFAULT_SETTINGS);
});

const set = (command: string, options?: Record<string, string | number | boolean>, who = stage.people.mod) =>
  stage.ask(who, stage.channels.general, `settings ${command}`, options);

function undoOf(answer: APIMessage): string {
  const buttons = (answer.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const found = buttons.find((one) => 'label' in one && one.label === 'Undo');
  return found && 'custom_id' in found ? found.custom_id : 'no such button';
}
const undo = (answer: APIMessage, who = stage.people.mod) => stage.press(who, answer, undoOf(answer));

/** Presses the same button of a message that all can see: a second press that overtakes the first, or another person's. */
async function undoAgain(answer: APIMessage, who = stage.people.mod) {
  const channel = await stage.client.channels.fetch(stage.channels.general);
  if (!channel?.isSendable()) throw new Error('cannot send');
  const customId = undoOf(answer);
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: 'Undo',
    customId,
  } as const;
  const { id } = await channel.send({
    content: 'pressed by a test',
    components: [{ type: ComponentType.ActionRow, components: [button] }],
  });
  return stage.press(who, { id, channel_id: channel.id }, customId);
}

describe('Undo', () => {
  it('puts back what a command of /settings changed, says so, and brings the jobs in line', async () => {
    const changed = await set('summary', { schedule: '30 minutes' });
    expect(changed.content.split('\n')[0]).toBe('✅ **Summary**: every hour at :00 → every 30 min');
    const jobs = stage.rescheduled.length;
    const undone = await undo(changed);
    expect(undone.content).toBe('↩️ Undone.\n✅ **Summary**: every 30 min → every hour at :00');
    expect(undone.components).toEqual([]);
    expect((await held()).summarySchedule).toBe('0 * * * *');
    expect(stage.rescheduled.length).toBe(jobs + 1);
  });

  it.each([
    ['reports', () => ({ channel: stage.channels.offtopic })],
    ['alerts', () => ({ channel: stage.channels.offtopic })],
    ['daily', () => ({ time: '8am' })],
    ['wordcloud', () => ({ schedule: '0 */6 * * *' })],
    ['marks', () => ({ schedule: '10 minutes' })],
    ['quiet', () => ({ post: 'line' })],
    ['watch', () => ({ channel: stage.channels.offtopic, state: 'off' })],
    ['chat', () => ({ channel: stage.channels.offtopic })],
    ['language', () => ({ language: 'zh-CN' })],
    ['timezone', () => ({ zone: 'Asia/Tokyo' })],
    ['sensitivity', () => ({ level: 'high' })],
    ['reactions', () => ({ state: 'on' })],
    ['webhooks add', () => ({ form: 'json', address: 'http://127.0.0.1:9/x' })],
  ])('is offered by /settings %s, which says from what to what', async (command, options) => {
    const before = await held();
    const changed = await set(command, options());
    expect(changed.content).toMatch(command.startsWith('webhooks') ? /^✅ Added/ : /^✅ \*\*.+\*\*: .+ → .+/);
    expect(await held()).not.toEqual(before);
    expect((await undo(changed)).content).toMatch(/^↩️ Undone\.\n✅ \*\*.+\*\*: .+ → .+/);
    expect({ ...(await held()), reportsSince: before.reportsSince }).toEqual(before);
  });

  it('brings back a webhook that was removed, with its secret', async () => {
    await set('webhooks add', {
      form: 'json',
      address: 'http://127.0.0.1:9/x',
      secret: 'sixteen characters',
    });
    const { webhooks } = await held();
    const removed = await set('webhooks remove', { webhook: webhooks[0]!.id });
    expect((await held()).webhooks).toEqual([]);
    await undo(removed);
    expect((await held()).webhooks).toEqual(webhooks);
  });

  it('is done once, however often it is pressed', async () => {
    const changed = await set('reactions', { state: 'on' });
    await undo(changed);
    const again = await undoAgain(changed);
    expect(again.content).toBe('That has already been undone.');
    expect(again.isEphemeral).toBe(true);
    expect((await held()).reactions).toBe(false);
  });

  it('is refused where the same setting was changed since, and not where another one was', async () => {
    const first = await set('language', { language: 'zh-CN' });
    await set('reactions', { state: 'on' });
    const second = await set('language', { language: 'zh-TW' });
    expect((await undo(first)).content).toContain('changed again since');
    expect((await held()).locale).toBe('zh-TW');
    await undo(second);
    expect(await held()).toMatchObject({ locale: 'zh-CN', reactions: true });
  });

  it('is refused to another person, even one who may change settings', async () => {
    const changed = await set('reactions', { state: 'on' });
    const told = await undoAgain(changed, stage.people.owner);
    expect(told.content).toBe('Only the person who asked can do this.');
    expect((await held()).reactions).toBe(true);
  });

  it('is refused an hour later', async () => {
    const changed = await set('reactions', { state: 'on' });
    await stage.clock.advance(61 * 60_000);
    expect((await undo(changed)).content).toContain('too long ago');
    expect((await held()).reactions).toBe(true);
  });

  it('is refused to who lost the right meanwhile', async () => {
    const { acting, client, channels } = stage;
    const brief = await acting.addUser({
      username: 'brief',
      guildIds: [stage.guild],
      permissions: PermissionFlagsBits.ManageGuild.toString(),
    });
    const changed = await set('reactions', { state: 'on' }, brief);
    const cached = client.guilds.cache.get(stage.guild)!;
    const general = cached.channels.cache.get(channels.general)!;
    if (!('permissionOverwrites' in general)) throw new Error('no channel');
    const role = cached.members.cache
      .get(brief)!
      .roles.cache.find(({ permissions }) => permissions.has('ManageGuild'))!;
    const { ManageChannels, ManageRoles } = PermissionFlagsBits;
    const granted = new Promise((resolve) => client.once(Events.GuildRoleUpdate, resolve));
    await acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS | ManageChannels | ManageRoles);
    await granted;
    const lost = new Promise((resolve) => client.once(Events.ChannelUpdate, resolve));
    await general.permissionOverwrites.edit(role.id, { ManageGuild: false });
    await lost;
    expect((await undo(changed, brief)).content).toContain('Only people with **Manage Server** can do this');
    expect((await held()).reactions).toBe(true);
  });

  it('puts back what false alarms had taught, after /alerts threshold reset', async () => {
    const { general, staff } = stage.channels;
    const taught = [general, staff].map((where) => ({
      channelId: channelId.parse(where),
      strictness: 4,
      at: stage.clock.now(),
    }));
    await stage.store.settings.update(guild(), (now) => ({ ...now, strictness: taught }));
    const moderator = await stage.acting.addUser({
      username: 'moderator',
      guildIds: [stage.guild],
      permissions: PermissionFlagsBits.ModerateMembers.toString(),
    });
    const reset = await stage.ask(moderator, general, 'alerts threshold', { reset: true });
    expect(reset.content).toContain(`<#${general}>**: reduced 4× → as usual`);
    // That channel is out of the moderator's sight.
    expect(reset.text).not.toContain(staff);
    expect((await held()).strictness).toEqual([]);
    const undone = await undo(reset, moderator);
    expect(undone.text).not.toContain(staff);
    expect((await held()).strictness).toEqual(taught);
  });
});
