// Who may press what, asked at the moment of pressing: rights change, and messages with buttons stay.
import {
  channelMention,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { canSee } from '../../discord/permissions.ts';
import type { ChannelId } from '../../ids.ts';
import type { Words } from '../../report/words.ts';
import { Refusal } from '../command.ts';

const NAMED = {
  CreatePublicThreads: 'permission.CreatePublicThreads',
  ManageChannels: 'permission.ManageChannels',
  ManageMessages: 'permission.ManageMessages',
  ManageThreads: 'permission.ManageThreads',
  ModerateMembers: 'permission.ModerateMembers',
  ReadMessageHistory: 'permission.ReadMessageHistory',
} as const;
export type Right = keyof typeof NAMED;

/** Those who may say what becomes of an incident: any one of these, in its channel. */
const MODERATING: readonly Right[] = ['ManageMessages', 'ModerateMembers'];

const held = (who: GuildMember, channel: GuildBasedChannel | null): Readonly<PermissionsBitField> =>
  channel === null || (channel.isThread() && !channel.parent) ? who.permissions : channel.permissionsFor(who);

/** The channel of an incident; null where it is gone. Throws Refusal where the person may not see it. */
export function seenChannel(member: GuildMember, id: ChannelId, w: Words): GuildBasedChannel | null {
  const channel = member.guild.channels.cache.get(id) ?? null;
  if (channel && !canSee(channel, member)) throw new Refusal(w('error.unseen'));
  return channel;
}

/** Throws Refusal where the person does not moderate the channel. */
export function demandModerator(member: GuildMember, id: ChannelId, w: Words): void {
  const rights = held(member, seenChannel(member, id, w));
  if (MODERATING.some((right) => rights.has(PermissionFlagsBits[right]))) return;
  const permissions = MODERATING.map((right) => `**${w(NAMED[right])}**`).join(` ${w('alert.or')} `);
  throw new Refusal(w('alert.refused.you', { permissions, channel: channelMention(id) }));
}

/** Throws Refusal where the person, or the bot, lacks the right there; it names what is missing and whose it is. */
export function demand(
  member: GuildMember,
  me: GuildMember,
  channel: GuildBasedChannel,
  right: Right,
  w: Words,
): void {
  const facts = { permissions: `**${w(NAMED[right])}**`, channel: channelMention(channel.id) };
  const needed = PermissionFlagsBits[right];
  if (!held(member, channel).has(needed)) throw new Refusal(w('alert.refused.you', facts));
  if (!held(me, channel).has(needed)) throw new Refusal(w('alert.refused.me', facts));
}
