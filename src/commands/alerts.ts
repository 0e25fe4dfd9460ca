// /alerts: lists open and past incidents, and how much evidence each channel needs. Also takes the buttons of alerts.
import {
  ApplicationCommandOptionType as Type,
  type APIEmbed,
  channelMention,
  type ChatInputCommandInteraction,
  ComponentType,
  InteractionContextType,
  type InteractionEditReplyOptions,
  MessageFlags,
} from 'discord.js';
import { channelTypesFor } from '../discord/channelKinds.ts';
import { channelId, guildId, type ChannelId } from '../ids.ts';
import { strictChannels, untaught } from '../pipeline/alerts/thresholds.ts';
import type { Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import { alertButtons, reasonForm } from './alerts/buttons.ts';
import { historyPage, openList } from './alerts/history.ts';
import type { CommandContext, GuildCommand } from './command.ts';
import { MODERATORS } from './rights.ts';
import { saveSettings } from './saving.ts';
import { changeLines } from './settings/changed.ts';
import { lookOf, type Look } from './settings/values.ts';
import { offerUndo, undoButton } from './undo.ts';
import { subcommand, localized, wordsFor } from './wording.ts';

/** Of the button under a threshold that was reset. */
const UNDO = 'alerts-undo';

export const alerts = {
  where: 'guild',
  need: MODERATORS,
  data: {
    ...localized('command.alerts'),
    contexts: [InteractionContextType.Guild],
    options: [
      subcommand('command.alerts.open'),
      subcommand('command.alerts.history'),
      subcommand('command.alerts.threshold', [
        { type: Type.Channel, ...localized('option.thresholdOf'), channel_types: channelTypesFor('mood') },
        { type: Type.Boolean, ...localized('option.resetThreshold') },
      ]),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = wordsFor(interaction);
    const { incidents } = context.store;
    const { member, options } = interaction;
    switch (options.getSubcommand()) {
      case 'open':
        await interaction.editReply({ embeds: [await openList(incidents, member, words)] });
        break;
      case 'history': {
        const answer = await historyPage(context, member, 0, words);
        await interaction.editReply(answer as Parameters<typeof interaction.editReply>[0]);
        break;
      }
      default:
        await interaction.editReply(await thresholds(interaction, context, words));
    }
  },

  buttons: [...alertButtons, undoButton(UNDO, MODERATORS)],
  modals: [reasonForm],
} satisfies GuildCommand;

async function thresholds(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
  words: Words,
): Promise<InteractionEditReplyOptions> {
  const { guild, options } = interaction;
  const asked = options.getChannel('channel');
  const channel = asked && channelId.parse(asked.id);
  const look = lookOf(interaction, context);
  if (options.getBoolean('reset') !== true) {
    const settings = await context.store.settings.get(guildId.parse(guild.id));
    return { embeds: [thresholdsEmbed(settings, channel, look)] };
  }
  const saved = await saveSettings(context, guildId.parse(guild.id), (held) => untaught(held, channel));
  const { before, after } = saved;
  const embeds = [thresholdsEmbed(after, channel, look)];
  if (after === before) return { content: words('settings.unchanged'), embeds };
  const undo = offerUndo(UNDO, interaction, saved, context, words);
  return {
    content: changeLines(before, after, look).join('\n'),
    embeds,
    components: [{ type: ComponentType.ActionRow, components: [undo] }],
    allowedMentions: { parse: [] },
  };
}

/** The channels that the person can see and that need more evidence than usual; `asked`: only that one. */
function thresholdsEmbed(
  settings: GuildSettings,
  asked: ChannelId | null,
  { words, now, isSeen }: Look,
): APIEmbed {
  const strict = strictChannels(settings, now).filter(
    ({ channelId: where }) => isSeen(where) && (asked === null || asked === where),
  );
  const lines = strict
    .slice(0, 20)
    .map(({ channelId: where, strictness }) =>
      words('alerts.threshold.channel', { channel: channelMention(where), times: strictness }),
    );
  return {
    title: words('alerts.threshold.title'),
    description: [
      ...(lines.length > 0 ? lines : [words('alerts.threshold.usual')]),
      words('alerts.threshold.note'),
    ].join('\n'),
  };
}
