// Makes and changes servers, their roles, members and channels.
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { missingPermissions, unknownMember, unknownRole } from '../apiError.ts';
import { ALL } from '../permissions.ts';
import type { Channel, Guild, Member, Overwrite, Role } from './entities.ts';
import { userPayload } from './payloads.ts';
import { discordTime } from './posting.ts';
import type { World } from './world.ts';

/** @everyone only sees open channels. People get the rest from the Member role, so the bot has only its own permissions. */
const EVERYONE = P.ViewChannel;
const MEMBER =
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.EmbedLinks |
  P.AttachFiles |
  P.ReadMessageHistory |
  P.AddReactions |
  P.UseExternalEmojis |
  P.UseApplicationCommands |
  P.SendPolls |
  P.SendVoiceMessages |
  P.UseExternalApps |
  P.ChangeNickname;

export function addPerson(
  world: World,
  person: { username: string; displayName?: string; locale?: string; isBot?: boolean; id?: string },
): string {
  const id = person.id ?? world.ids.next();
  const user = userPayload(id, person.username, person.displayName ?? person.username, person.isBot ?? false);
  world.people.set(id, { user, locale: person.locale ?? 'en-US' });
  world.emit({ type: 'people' });
  return id;
}

/** A person adds the application to their account, or takes it away. */
export function installApp(world: World, userId: string, isInstalled: boolean): void {
  const { user, locale } = world.person(userId);
  world.people.set(userId, { user, locale, ...(isInstalled && { hasApp: true }) });
  world.emit({ type: 'commands' });
}

export function addGuild(
  world: World,
  guild: { id?: string; name: string; ownerId: string; preferredLocale?: string; memberRoleId?: string },
): Guild {
  const id = guild.id ?? world.ids.next();
  const made: Guild = {
    id,
    name: guild.name,
    ownerId: guild.ownerId,
    preferredLocale: guild.preferredLocale ?? 'en-US',
    // The role @everyone has the id of its server.
    roles: [{ id, name: '@everyone', permissions: EVERYONE.toString(), position: 0 }],
    memberRoleId: guild.memberRoleId ?? world.ids.next(),
    members: [],
  };
  world.guilds.set(id, made);
  addRole(world, made, { id: made.memberRoleId, name: 'Member', permissions: MEMBER });
  addMember(world, made, guild.ownerId);
  return made;
}

export function addRole(
  world: World,
  guild: Guild,
  role: { id?: string; name: string; permissions: bigint; botId?: string },
): Role {
  const made: Role = {
    id: role.id ?? world.ids.next(),
    name: role.name,
    permissions: (role.permissions & ALL).toString(),
    position: guild.roles.length,
    ...(role.botId !== undefined && { botId: role.botId }),
  };
  guild.roles.push(made);
  world.emit({ type: 'roleNew', guild, role: made });
  return made;
}

export function addMember(world: World, guild: Guild, userId: string, roles: string[] = []): Member {
  const known = world.memberOf(guild, userId);
  if (known) return known;
  const joinedAt = discordTime(world.clock.now());
  const member: Member = { userId, nick: null, roles: [guild.memberRoleId, ...roles], joinedAt };
  guild.members.push(member);
  world.emit({ type: 'memberNew', guild, member });
  return member;
}

/** Gives a person a role or takes it away. Throws Discord's refusals: no such role, no such member, or a bot's own role. */
export function setRole(
  world: World,
  guild: Guild,
  { userId, roleId, isGiven }: { userId: string; roleId: string; isGiven: boolean },
): void {
  const role = guild.roles.find(({ id }) => id === roleId);
  if (!role || role.id === guild.id) throw unknownRole();
  if (role.botId !== undefined) throw missingPermissions();
  const member = world.member(guild, userId);
  const others = member.roles.filter((id) => id !== roleId);
  member.roles = isGiven ? [...others, roleId] : others;
  world.emit({ type: 'memberEdit', guild, member });
}

export interface ChannelWish {
  readonly id?: string;
  readonly name: string;
  readonly type?: ChannelType;
  readonly topic?: string | null;
  readonly parentId?: string | null;
  readonly overwrites?: Overwrite[];
}

export function addChannel(world: World, guild: Guild, wish: ChannelWish): Channel {
  const channel: Channel = {
    id: wish.id ?? world.ids.next(),
    type: wish.type ?? ChannelType.GuildText,
    guildId: guild.id,
    name: wish.name,
    topic: wish.topic ?? null,
    position: world.channelsOf(guild.id).length,
    parentId: wish.parentId ?? null,
    nsfw: false,
    slowmodeSeconds: 0,
    overwrites: wish.overwrites ?? [],
    lastMessageId: null,
  };
  world.channels.set(channel.id, channel);
  world.emit({ type: 'channelNew', channel });
  return channel;
}

/** Hidden from everyone but the named roles and members. */
export function privateTo(guild: Guild, roleIds: string[], memberIds: string[] = []): Overwrite[] {
  const opened = (P.ViewChannel | P.SendMessages).toString();
  return [
    { id: guild.id, type: 0, allow: '0', deny: P.ViewChannel.toString() },
    ...roleIds.map((id) => ({ id, type: 0 as const, allow: opened, deny: '0' })),
    ...memberIds.map((id) => ({ id, type: 1 as const, allow: opened, deny: '0' })),
  ];
}

/** Threads go with their channel. */
export function removeChannel(world: World, channel: Channel): void {
  for (const thread of world.channels.values())
    if (thread.thread && thread.parentId === channel.id) world.forgetChannel(thread.id);
  world.forgetChannel(channel.id);
  world.emit({ type: 'channelGone', channel });
}

/** The bot joins with a managed role of its own, as by an invite link. */
export function joinBot(
  world: World,
  guild: Guild,
  permissions: bigint = world.botPermissions,
  roleId?: string,
): void {
  if (world.memberOf(guild, world.botId)) return;
  const role = addRole(world, guild, {
    name: world.bot.user.username,
    permissions,
    botId: world.botId,
    ...(roleId !== undefined && { id: roleId }),
  });
  guild.members.push({
    userId: world.botId,
    nick: null,
    roles: [role.id],
    joinedAt: discordTime(world.clock.now()),
  });
  world.emit({ type: 'guildJoin', guild });
}

export function removeBot(world: World, guild: Guild): void {
  if (!world.memberOf(guild, world.botId)) throw unknownMember();
  guild.members = guild.members.filter(({ userId }) => userId !== world.botId);
  guild.roles = guild.roles.filter(({ botId }) => botId !== world.botId);
  world.emit({ type: 'guildLeave', guild });
}

export function setBotPermissions(world: World, guild: Guild, permissions: bigint): void {
  const role = guild.roles.find(({ botId }) => botId === world.botId);
  if (!role) throw unknownMember();
  role.permissions = (permissions & ALL).toString();
  world.emit({ type: 'roleEdit', guild, role });
}

/** The direct channel between the bot and a person; made at first use. */
export function directChannel(world: World, userId: string): Channel {
  const known = [...world.channels.values()].find(({ recipientId }) => recipientId === userId);
  if (known) return known;
  const channel: Channel = {
    id: world.ids.next(),
    type: ChannelType.DM,
    name: '',
    topic: null,
    position: 0,
    parentId: null,
    nsfw: false,
    slowmodeSeconds: 0,
    overwrites: [],
    lastMessageId: null,
    recipientId: world.person(userId).user.id,
  };
  world.channels.set(channel.id, channel);
  world.emit({ type: 'people' });
  return channel;
}
