// Roles are made, given and taken by the control routes, seen by an unchanged discord.js client.
import { Events, type GuildMember, PermissionFlagsBits as P } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { client, HARBOUR, nextEvent, rig, useRig } from './rig.ts';

const { guild, people, roles, channels } = HARBOUR;
useRig();

const sees = async () => (await rig.people.read(people.tomas, channels.modAlerts)).length >= 0;

describe('roles', () => {
  it('are given and taken, and count at once', async () => {
    await client.guilds.cache.get(guild)!.members.fetch(people.tomas);
    await expect(sees()).rejects.toThrow('Missing Access');
    const given = nextEvent<GuildMember>(client, Events.GuildMemberUpdate, ({ id }) => id === people.tomas);
    await rig.people.giveRole(guild, people.tomas, roles.moderator);
    await given;
    const member = client.guilds.cache.get(guild)!.members.cache.get(people.tomas)!;
    expect(member.permissions.has(P.ModerateMembers)).toBe(true);
    expect(await sees()).toBe(true);
    await rig.people.giveRole(guild, people.tomas, roles.moderator);
    await rig.people.takeRole(guild, people.tomas, roles.moderator);
    await expect(sees()).rejects.toThrow('Missing Access');
  });

  it('are made with their permissions', async () => {
    const id = await rig.people.addRole(guild, { name: 'Helper', permissions: P.ManageMessages.toString() });
    await rig.people.giveRole(guild, people.yuki, id);
    const { guilds } = await rig.people.state();
    const yuki = guilds[0]!.members.find(({ user }) => user.id === people.yuki)!;
    expect(yuki.roles).toEqual([roles.member, id]);
  });

  it('that belong to a bot, to everyone or to nobody are refused', async () => {
    const give = (role: string, who: string = people.yuki) => rig.people.giveRole(guild, who, role);
    await expect(give(roles.bot)).rejects.toThrow('Missing Permissions');
    await expect(give(guild)).rejects.toThrow('Unknown Role');
    await expect(give('1')).rejects.toThrow('Unknown Role');
    await expect(give(roles.manager, '1')).rejects.toThrow('Unknown Member');
  });
});
