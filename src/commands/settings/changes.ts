// What each subcommand of /settings changes: from the stored settings to the wanted ones, or a refusal.
import { channelMention, type GuildBasedChannel, type GuildMember, roleMention } from 'discord.js';
import { z } from 'zod';
import { isPublic, missingIn, type Purpose } from '../../discord/permissions.ts';
import { isOfBot, notifies } from '../../discord/roles.ts';
import { channelId, roleId, type ChannelId, type RoleId } from '../../ids.ts';
import { LOCALES } from '../../locale.ts';
import type { Words } from '../../report/words.ts';
import { QUIET_REPORTS, type GuildSettings } from '../../store/settings.ts';
import { Refusal } from '../command.ts';
import type { SettingsRequest, Subcommand } from './change.ts';
import { permissionNames } from '../setupText.ts';
import { TIMING } from './timing.ts';
import { SENSITIVITIES } from '../../mood/spike.ts';

/** A channel's level where it has none of its own. */
export const AS_SERVER = 'server';

/** How long nobody has taken an alert up when the second role is called. */
const DEFAULT_MINUTES = 15;

export const CHANGES: Readonly<Record<string, Subcommand>> = {
  reports: (request) => ({ settings: chosen(request, 'reports', 'reportChannelId') }),
  chat: (request) => ({ settings: chosen(request, 'chat', 'chatChannelId') }),

  alerts: (request) => {
    const reset = request.interaction.options.getString('reset');
    const role = alertRole(request);
    return {
      settings: {
        ...(reset === 'channel' ? { alertChannelId: null } : chosen(request, 'alerts', 'alertChannelId')),
        ...(reset === 'role' ? { alertRoleId: null } : role ? { alertRoleId: role } : {}),
      },
    };
  },

  'second-role': (request) => {
    const { options } = request.interaction;
    if (options.getBoolean('off') === true) return { settings: { secondCall: null } };
    const role = alertRole(request) ?? request.settings.secondCall?.roleId;
    if (role === undefined) throw new Refusal(request.words('settings.secondCallWhom'));
    const held = request.settings.secondCall?.afterMinutes ?? DEFAULT_MINUTES;
    return {
      settings: { secondCall: { roleId: role, afterMinutes: options.getInteger('minutes') ?? held } },
    };
  },

  ...TIMING,

  quiet: ({ interaction }) => ({
    settings: { quietReports: z.enum(QUIET_REPORTS).parse(interaction.options.getString('post', true)) },
  }),

  watch: ({ interaction, settings, me, words }) => {
    const channel = interaction.options.getChannel('channel', true);
    const state = interaction.options.getString('state', true);
    const id = channelId.parse(channel.id);
    if (state === 'on') requirePermissions(channel, me, 'watch', words);
    return {
      settings: { watch: withChoice(settings.watch, id, state) },
      notes:
        state === 'on' && !isPublic(channel)
          ? [words('settings.privateWatched', { channel: channelMention(id) })]
          : [],
    };
  },

  language: ({ interaction }) => ({
    settings: { locale: z.enum(LOCALES).parse(interaction.options.getString('language', true)) },
  }),

  sensitivity: ({ interaction, settings, words }) => {
    const channel = interaction.options.getChannel('channel');
    const chosen = interaction.options.getString('level', true);
    const level = chosen === AS_SERVER ? null : z.enum(SENSITIVITIES).parse(chosen);
    if (channel) {
      const id = channelId.parse(channel.id);
      const others = settings.channelSensitivity.filter((own) => own.channelId !== id);
      return { settings: { channelSensitivity: level ? [...others, { channelId: id, level }] : others } };
    }
    if (level === null) throw new Refusal(words('settings.asServerOfWhat'));
    return { settings: { sensitivity: level } };
  },

  reactions: ({ interaction }) => ({
    settings: { reactions: interaction.options.getString('state', true) === 'on' },
  }),
};

/** The choices with one more for a channel or a category; `state`: "on", "off", or what takes an earlier choice back. */
export function withChoice(
  { include, exclude }: GuildSettings['watch'],
  id: ChannelId,
  state: string,
): GuildSettings['watch'] {
  const without = (ids: readonly ChannelId[]) => ids.filter((other) => other !== id);
  return {
    include: state === 'on' ? [...without(include), id] : without(include),
    exclude: state === 'off' ? [...without(exclude), id] : without(exclude),
  };
}

/** The channel chosen for a purpose; null where it is switched off. Throws Refusal where the bot lacks permissions there. */
function chosen(
  { interaction, me, words }: SettingsRequest,
  purpose: Purpose,
  field: 'reportChannelId' | 'alertChannelId' | 'chatChannelId',
): Partial<GuildSettings> {
  const channel = interaction.options.getChannel('channel');
  if (!channel) return interaction.options.getBoolean('off') ? { [field]: null } : {};
  requirePermissions(channel, me, purpose, words);
  return { [field]: channelId.parse(channel.id) };
}

/** Throws Refusal where the bot lacks in a channel what it needs there. */
export function requirePermissions(
  channel: GuildBasedChannel,
  me: GuildMember,
  purpose: Purpose,
  words: Words,
): void {
  const missing = missingIn(channel, me, purpose);
  if (missing.length === 0) return;
  throw new Refusal(
    words('settings.missing', {
      channel: channelMention(channel.id),
      permissions: permissionNames(missing, words),
    }),
  );
}

/** The role that alerts are to mention. Throws Refusal where nobody would be told, or everybody. */
function alertRole({ interaction, me, words }: SettingsRequest): RoleId | null {
  const role = interaction.options.getRole('role');
  if (!role) return null;
  if (role.id === interaction.guildId) throw new Refusal(words('settings.everyone'));
  if (isOfBot(role)) throw new Refusal(words('settings.roleOfBot', { role: roleMention(role.id) }));
  if (!notifies(role, me)) throw new Refusal(words('settings.roleSilent', { role: roleMention(role.id) }));
  return roleId.parse(role.id);
}
