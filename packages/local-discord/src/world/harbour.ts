// The first world: one server, five people and the bot. Their ids are fixed, so that tests and docs can name them.
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { addChannel, addGuild, addMember, addPerson, addRole, joinBot, privateTo } from './guilds.ts';
import type { World } from './world.ts';

export const HARBOUR = {
  bot: '1300000000000000001',
  guild: '1300000000000000010',
  channels: {
    general: '1300000000000000020',
    support: '1300000000000000021',
    moodReports: '1300000000000000022',
    modAlerts: '1300000000000000023',
  },
  people: {
    mira: '1300000000000000030',
    wen: '1300000000000000031',
    tomas: '1300000000000000032',
    yuki: '1300000000000000033',
    lin: '1300000000000000034',
  },
  roles: {
    manager: '1300000000000000040',
    moderator: '1300000000000000041',
    bot: '1300000000000000042',
    member: '1300000000000000043',
  },
} as const;

export function addBot(world: World, username: string): void {
  addPerson(world, { id: world.botId, username, isBot: true });
}

export function foundHarbour(world: World): void {
  const { people, channels, roles } = HARBOUR;
  addPerson(world, { id: people.mira, username: 'mira', displayName: 'Mira' });
  addPerson(world, { id: people.wen, username: 'wen', displayName: 'Wen', locale: 'zh-CN' });
  addPerson(world, { id: people.tomas, username: 'tomas', displayName: 'Tomás' });
  addPerson(world, { id: people.yuki, username: 'yuki', displayName: 'Yuki' });
  addPerson(world, { id: people.lin, username: 'lin', displayName: '林', locale: 'zh-TW' });

  const guild = addGuild(world, {
    id: HARBOUR.guild,
    name: 'Harbour',
    ownerId: people.mira,
    memberRoleId: roles.member,
  });
  const manager = addRole(world, guild, { id: roles.manager, name: 'Manager', permissions: P.ManageGuild });
  const moderator = addRole(world, guild, {
    id: roles.moderator,
    name: 'Moderator',
    permissions: P.ManageGuild | P.ManageChannels | P.ModerateMembers,
  });
  world.member(guild, people.mira).roles.push(manager.id);
  addMember(world, guild, people.wen, [moderator.id]);
  for (const id of [people.tomas, people.yuki, people.lin]) addMember(world, guild, id);

  addChannel(world, guild, { id: channels.general, name: 'general' });
  addChannel(world, guild, { id: channels.support, name: 'support' });
  addChannel(world, guild, { id: channels.moodReports, name: 'mood-reports' });
  addChannel(world, guild, {
    id: channels.modAlerts,
    name: 'mod-alerts',
    overwrites: privateTo(guild, [moderator.id], [world.botId]),
  });
  joinBot(world, guild, undefined, roles.bot);
}
