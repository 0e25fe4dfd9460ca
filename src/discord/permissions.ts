// The permissions that the bot asks for, and what each is for. Also who can see which channel, and which are watched.
import {
  ChannelType,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  PermissionsBitField,
  Role,
  type TextBasedChannel,
} from 'discord.js';
import { channelId, type ChannelId } from '../ids.ts';

/** What a channel is used for. */
export type Purpose = 'watch' | 'chat' | 'reports' | 'alerts' | 'reactions';

/** Each permission and the purposes that fail without it; nothing else is asked for. */
export const PERMISSIONS = {
  ViewChannel: ['watch', 'chat', 'reports', 'alerts', 'reactions'],
  SendMessages: ['chat', 'reports', 'alerts'],
  SendMessagesInThreads: ['chat', 'reports', 'alerts'],
  EmbedLinks: ['chat', 'reports', 'alerts'],
  AttachFiles: ['chat', 'reports', 'alerts'],
  // History is read to reply, to fetch missed messages, and to find a post of the bot again.
  ReadMessageHistory: ['watch', 'chat', 'reports', 'alerts', 'reactions'],
  AddReactions: ['reactions'],
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, readonly Purpose[]>>;

/** Those of the wanted permission bits that are not held; an administrator holds all. */
export function missingOf(wanted: bigint, held: bigint): PermissionName[] {
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return [];
  return PERMISSION_NAMES.filter((name) => (wanted & PermissionFlagsBits[name] & ~held) !== 0n);
}

export type PermissionName = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as PermissionName[];

/** The permissions that a purpose needs in a channel or thread. */
export function neededFor(purpose: Purpose, inThread: boolean): PermissionName[] {
  const unused: PermissionName = inThread ? 'SendMessages' : 'SendMessagesInThreads';
  return PERMISSION_NAMES.filter(
    (name) => name !== unused && (PERMISSIONS[name] as readonly Purpose[]).includes(purpose),
  );
}

/** The permissions for a purpose that `me` lacks in the channel, in the order of the table. */
export function missingIn(channel: GuildBasedChannel, me: GuildMember, purpose: Purpose): PermissionName[] {
  const held = permissionsIn(channel, me);
  // A private thread has the permissions of its channel, but only its members can see it.
  const lacks = (name: PermissionName) =>
    name === 'ViewChannel' ? !canSee(channel, me) : !held.has(PermissionFlagsBits[name]);
  return neededFor(purpose, channel.isThread()).filter(lacks);
}

/** Whether the bot has a right where it writes; in direct messages it has every one that it asks for. */
function mayIn(channel: TextBasedChannel, name: PermissionName): boolean {
  if (channel.isDMBased()) return true;
  const { me } = channel.guild.members;
  return me !== null && permissionsIn(channel, me).has(PermissionFlagsBits[name]);
}

/** Whether the bot may read earlier messages here; without it Discord takes no reply that refers to one. */
export const readsHistory = (channel: TextBasedChannel): boolean => mayIn(channel, 'ReadMessageHistory');

/** What a post of the bot may contain here beside text. */
export const postRightsIn = (channel: TextBasedChannel): { embeds: boolean; files: boolean } => ({
  embeds: mayIn(channel, 'EmbedLinks'),
  files: mayIn(channel, 'AttachFiles'),
});

/** Whether a member may read the channel; a private thread is read by its members and those who manage threads. */
export function canSee(channel: GuildBasedChannel, member: GuildMember): boolean {
  const held = permissionsIn(channel, member);
  if (!held.has(PermissionFlagsBits.ViewChannel)) return false;
  if (channel.type !== ChannelType.PrivateThread) return true;
  return held.has(PermissionFlagsBits.ManageThreads) || channel.members.cache.has(member.id);
}

/** Who works on incidents holds any of these in their channel. */
export const MODERATING = ['ManageMessages', 'ModerateMembers'] as const;

/** Whether a member sees a channel and may work on its incidents. */
export const moderates = (member: GuildMember, channel: GuildBasedChannel): boolean =>
  canSee(channel, member) &&
  MODERATING.some((right) => permissionsIn(channel, member).has(PermissionFlagsBits[right]));

/** Whether a member may read the channel with an id; no to one that is not in their server. */
export const seesChannel =
  (member: GuildMember) =>
  (id: string): boolean => {
    const channel = member.guild.channels.cache.get(id);
    return channel !== undefined && canSee(channel, member);
  };

/** Whether every member of the server may read the channel. */
export function isPublic(channel: GuildBasedChannel): boolean {
  if (channel.type === ChannelType.PrivateThread) return false;
  return permissionsIn(channel, channel.guild.roles.everyone).has(PermissionFlagsBits.ViewChannel);
}

/** What decides whether a channel is watched. */
export interface ChannelFacts {
  readonly id: ChannelId;
  /** The channel of a thread or forum post. Its choice applies to them too. */
  readonly parentId: ChannelId | null;
  /** The category of the channel, or of a thread's channel. */
  readonly categoryId: ChannelId | null;
  /** Only its members can read it, so it is watched only if it is chosen itself. */
  readonly privateThread: boolean;
  readonly visibleToEveryone: boolean;
  readonly visibleToBot: boolean;
}

/** Explicit choices of a server, as in its settings. */
export interface WatchChoice {
  readonly include: readonly ChannelId[];
  readonly exclude: readonly ChannelId[];
}

/** The choice for the channel itself decides, then that for its parent, then for its category, then whether everyone sees it. */
export function isWatched(channel: ChannelFacts, choice: WatchChoice): boolean {
  if (!channel.visibleToBot) return false;
  if (choice.exclude.includes(channel.id)) return false;
  if (choice.include.includes(channel.id)) return true;
  if (channel.privateThread) return false;
  for (const above of [channel.parentId, channel.categoryId]) {
    if (above !== null && choice.exclude.includes(above)) return false;
    if (above !== null && choice.include.includes(above)) return true;
  }
  return channel.visibleToEveryone;
}

/** The facts of a channel as the bot sees it now. */
export function factsOf(channel: GuildBasedChannel, me: GuildMember): ChannelFacts {
  const parentId = channel.isThread() ? channel.parentId : null;
  const categoryId = channel.isThread() ? channel.parent?.parentId : channel.parentId;
  return {
    id: channelId.parse(channel.id),
    parentId: parentId === null ? null : channelId.parse(parentId),
    categoryId: categoryId ? channelId.parse(categoryId) : null,
    privateThread: channel.type === ChannelType.PrivateThread,
    visibleToEveryone: isPublic(channel),
    visibleToBot: canSee(channel, me),
  };
}

/** What a member or a role may do in a channel: nothing in a thread whose channel is unknown. */
export function permissionsIn(
  channel: GuildBasedChannel,
  who: GuildMember | Role,
): Readonly<PermissionsBitField> {
  if (channel.isThread() && !channel.parent) return new PermissionsBitField();
  return who instanceof Role ? channel.permissionsFor(who) : channel.permissionsFor(who);
}
