// /alerts threshold: how much evidence each channel needs, and how to forget what false alarms and missed alerts taught.
import {
  type APIEmbed,
  channelMention,
  type ChatInputCommandInteraction,
  ComponentType,
  type InteractionEditReplyOptions,
} from 'discord.js';
import { channelId, guildId, type ChannelId } from '../../ids.ts';
import { taughtChannels, untaught } from '../../pipeline/alerts/thresholds.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { CommandContext } from '../command.ts';
import { saveSettings } from '../saving.ts';
import { changeLines } from '../settings/changed.ts';
import { lookOf, type Look } from '../settings/values.ts';
import { offerUndo } from '../undo.ts';

/** Of the button under a threshold that was changed. */
export const ALERTS_UNDO = 'alerts-undo';

export async function thresholds(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
): Promise<InteractionEditReplyOptions> {
  const { guild, options } = interaction;
  const asked = options.getChannel('channel');
  const channel = asked && channelId.parse(asked.id);
  const look = lookOf(interaction, context);
  const { words } = look;
  if (options.getBoolean('reset') !== true) {
    const settings = await context.store.settings.get(guildId.parse(guild.id));
    return { embeds: [thresholdsEmbed(settings, channel, look)] };
  }
  const saved = await saveSettings(context, guildId.parse(guild.id), (held) => untaught(held, channel));
  const { before, after } = saved;
  const embeds = [thresholdsEmbed(after, channel, look)];
  if (after === before) return { content: words('settings.unchanged'), embeds };
  const undo = offerUndo(ALERTS_UNDO, interaction, saved, context, words);
  return {
    content: changeLines(before, after, look).join('\n'),
    embeds,
    components: [{ type: ComponentType.ActionRow, components: [undo] }],
  };
}

const MOST_LISTED = 20;

/** The channels that the person can see and that need more or less than usual; `asked`: only that one. */
export function thresholdsEmbed(
  settings: GuildSettings,
  asked: ChannelId | null,
  { words, now, isSeen }: Look,
): APIEmbed {
  const isAsked = ({ channelId: where }: { readonly channelId: ChannelId }) =>
    isSeen(where) && (asked === null || asked === where);
  const own = settings.channelSensitivity
    .filter(isAsked)
    .map(({ channelId: where, level }) =>
      words('alerts.threshold.own', { channel: channelMention(where), level: words(`sensitivity.${level}`) }),
    );
  const taught = taughtChannels(settings, now)
    .filter(isAsked)
    .map(({ channelId: where, strictness }) => {
      const channel = channelMention(where);
      return strictness > 1
        ? words('alerts.threshold.channel', { channel, times: strictness })
        : words('alerts.threshold.raised', { channel, times: 1 / strictness });
    });
  const lines = [...own, ...taught].slice(0, MOST_LISTED);
  return {
    title: words('alerts.threshold.title'),
    description: [
      ...(lines.length > 0 ? lines : [words('alerts.threshold.usual')]),
      words('alerts.threshold.note'),
    ].join('\n'),
  };
}
