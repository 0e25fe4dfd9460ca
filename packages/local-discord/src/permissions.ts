// Who may do what, where: Discord's documented algorithm, roles first, then overwrites.
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { missingAccess, missingPermissions } from './apiError.ts';
import type { Channel, Guild } from './world/entities.ts';
import type { World } from './world/world.ts';

export const ALL = Object.values(P).reduce((all, bit) => all | bit, 0n);

/** What both sides of a direct message may do. */
const DM =
  P.ViewChannel |
  P.SendMessages |
  P.EmbedLinks |
  P.AttachFiles |
  P.ReadMessageHistory |
  P.AddReactions |
  P.UseExternalEmojis |
  P.SendPolls |
  P.SendVoiceMessages |
  P.UseApplicationCommands;

export const isThread = (channel: Channel) =>
  channel.type === ChannelType.PublicThread ||
  channel.type === ChannelType.PrivateThread ||
  channel.type === ChannelType.AnnouncementThread;

/** A person's permissions in the server as a whole; 0 for someone who is not a member. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members.find((one) => one.userId === userId);
  if (!member) return 0n;
  if (guild.ownerId === userId) return ALL;
  const bits = guild.roles
    .filter((role) => role.id === guild.id || member.roles.includes(role.id))
    .reduce((all, role) => all | BigInt(role.permissions), 0n);
  return bits & P.Administrator ? ALL : bits;
}

/** A person's permissions in a channel; 0 for someone who cannot see it. A thread has those of its parent. */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === undefined)
    return userId === channel.recipientId || userId === world.botId ? DM : 0n;
  const guild = world.guild(channel.guildId);
  const base = guildPermissions(guild, userId);
  if (base === ALL || base === 0n) return base;
  if (isThread(channel)) {
    const parent = world.channels.get(channel.parentId ?? '');
    return parent ? permissionsIn(world, parent, userId) : 0n;
  }
  const bits = withOverwrites(base, channel, guild, userId);
  if (!(bits & P.ViewChannel)) return 0n;
  return bits & P.SendMessages ? bits : bits & ~(P.MentionEveryone | P.EmbedLinks | P.AttachFiles);
}

function withOverwrites(base: bigint, channel: Channel, guild: Guild, userId: string): bigint {
  const roles = guild.members.find((member) => member.userId === userId)?.roles ?? [];
  const apply = (bits: bigint, matches: (id: string, type: 0 | 1) => boolean) => {
    const found = channel.overwrites.filter((overwrite) => matches(overwrite.id, overwrite.type));
    const deny = found.reduce((all, one) => all | BigInt(one.deny), 0n);
    const allow = found.reduce((all, one) => all | BigInt(one.allow), 0n);
    return (bits & ~deny) | allow;
  };
  const everyone = apply(base, (id, type) => type === 0 && id === guild.id);
  const byRole = apply(everyone, (id, type) => type === 0 && id !== guild.id && roles.includes(id));
  return apply(byRole, (id, type) => type === 1 && id === userId);
}

/** Throws "Missing Access" where the channel is out of sight, "Missing Permissions" where a right is lacking. */
export function demand(world: World, channel: Channel, userId: string, ...rights: bigint[]): void {
  const held = permissionsIn(world, channel, userId);
  if (!(held & P.ViewChannel)) throw missingAccess();
  for (const right of rights) if (!(held & right)) throw missingPermissions();
}

export function demandInGuild(guild: Guild, userId: string, ...rights: bigint[]): void {
  if (!guild.members.some((member) => member.userId === userId)) throw missingAccess();
  const held = guildPermissions(guild, userId);
  for (const right of rights) if (!(held & right)) throw missingPermissions();
}

/** The right to write differs in threads. */
export const rightToWrite = (channel: Channel) =>
  isThread(channel) ? P.SendMessagesInThreads : P.SendMessages;

export const canSee = (world: World, channel: Channel, userId: string) =>
  (permissionsIn(world, channel, userId) & P.ViewChannel) !== 0n;
