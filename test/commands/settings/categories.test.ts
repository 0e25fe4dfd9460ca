import { ChannelType, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId } from '../../../src/ids.ts';
import { buttonsOf } from '../../support/buttons.ts';
import { postComponent } from '../rights/posting.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
let category: string;
/** Two channels of the category: everyone sees the first, the owner and the bot see the second. */
let help: string;
let team: string;

beforeEach(async () => {
  stage = await openStage();
  const guild = stage.client.guilds.cache.get(stage.guild)!;
  category = (await guild.channels.create({ name: 'support', type: ChannelType.GuildCategory })).id;
  help = (await guild.channels.create({ name: 'help', parent: category })).id;
  const closed = [
    { id: stage.guild, deny: ['ViewChannel'] as const },
    { id: stage.client.user.id, allow: ['ViewChannel'] as const },
  ];
  team = (await guild.channels.create({ name: 'team', parent: category, permissionOverwrites: closed })).id;
});
afterEach(() => stage.close());

const watch = (options: Record<string, string>, who = stage.people.owner) =>
  stage.ask(who, stage.channels.general, 'settings watch', options);
const held = async () => (await stage.store.settings.get(guildId.parse(stage.guild))).watch;

describe('a category', () => {
  it.each([
    ['settings watch', 'channel'],
    ['watch category', 'category'],
  ])('of /%s is listed as it would be read, then saved, and can be undone', async (command, option) => {
    const { owner } = stage.people;
    const asked = await stage.ask(owner, stage.channels.general, command, {
      [option]: category,
      state: 'on',
    });
    expect(asked.isEphemeral).toBe(true);
    expect(asked.content).toContain(`Read: <#${help}> <#${team}>`);
    expect(asked.content).toContain('Not read: none');
    expect(asked.content).toContain(`Not everyone can see these: <#${team}>`);
    expect(await held()).toEqual({ include: [], exclude: [] });
    const saved = await stage.press(stage.people.owner, asked, buttonsOf(asked)[0]!);
    expect(saved.content).toContain(`**Watched channels <#${category}>**: by who can see it → on`);
    expect(await held()).toEqual({ include: [category], exclude: [] });
    const undone = await stage.press(stage.people.owner, saved, buttonsOf(saved)[0]!);
    expect(undone.content).toContain('on → by who can see it');
    expect(await held()).toEqual({ include: [], exclude: [] });
  });

  it('goes out as a whole, except for channels with a choice of their own', async () => {
    await watch({ channel: help, state: 'on' });
    const asked = await watch({ channel: category, state: 'off' });
    expect(asked.content).toContain(`Read: <#${help}>`);
    expect(asked.content).toContain(`Not read: <#${team}>`);
    await stage.press(stage.people.owner, asked, buttonsOf(asked)[0]!);
    const moved = new Promise((resolve) => stage.client.once(Events.ChannelUpdate, resolve));
    const { general } = stage.channels;
    const channel = stage.client.channels.cache.get(general);
    if (channel?.type === ChannelType.GuildText)
      await channel.setParent(category, { lockPermissions: false });
    await moved;
    const told = await stage.ask(stage.people.owner, general, 'mood channel');
    expect(told.content).toContain(`<#${general}> is not watched`);
    const there = await stage.ask(stage.people.owner, general, 'mood channel', { channel: help });
    expect(there.content).not.toContain('is not watched');
  });

  it('names no channel that the person cannot see, and saves nothing that is forged', async () => {
    const { mod, ann } = stage.people;
    const asked = await watch({ channel: category, state: 'on' }, mod);
    expect(asked.content).toContain(`Read: <#${help}>`);
    expect(asked.content).not.toContain(team);
    expect(asked.content).toContain('1 channel that you cannot see');
    for (const subject of ['on:404', `maybe:${category}`, `on:${help}`, 'x']) {
      const customId = `watch-save:${subject}`;
      const message = await postComponent(stage, stage.channels.general, customId);
      expect((await stage.press(mod, message, customId)).content).toContain('has expired');
      expect((await stage.press(ann, message, customId)).content).toContain('**Manage Server**');
    }
    expect(await held()).toEqual({ include: [], exclude: [] });
  });
});
