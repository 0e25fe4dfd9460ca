// /alerts: lists open and past incidents, and how much evidence each channel needs. Also takes the buttons of alerts.
import {
  ApplicationCommandOptionType as Type,
  type APIEmbed,
  channelMention,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import { channelTypesFor } from '../discord/channelKinds.ts';
import { canSee } from '../discord/permissions.ts';
import { channelId, guildId } from '../ids.ts';
import { strictChannels, unteach } from '../pipeline/alerts/thresholds.ts';
import type { Words } from '../report/words.ts';
import { alertButtons, reasonForm } from './alerts/buttons.ts';
import { historyPage, openList } from './alerts/history.ts';
import type { CommandContext, GuildCommand } from './command.ts';
import { MODERATORS } from './rights.ts';
import { subcommand, localized, wordsFor } from './wording.ts';

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
        const answer = await historyPage(incidents, member, 0, words);
        await interaction.editReply(answer as Parameters<typeof interaction.editReply>[0]);
        break;
      }
      default:
        await interaction.editReply({ embeds: [await thresholds(interaction, context, words)] });
    }
  },

  buttons: alertButtons,
  modals: [reasonForm],
} satisfies GuildCommand;

async function thresholds(
  { guild, member, options }: ChatInputCommandInteraction<'cached'>,
  { store, clock }: CommandContext,
  words: Words,
): Promise<APIEmbed> {
  const id = guildId.parse(guild.id);
  const asked = options.getChannel('channel');
  const isReset = options.getBoolean('reset') === true;
  if (isReset) await unteach(store.settings, id, asked && channelId.parse(asked.id));
  const strict = strictChannels(await store.settings.get(id), clock.now()).filter((one) => {
    const channel = guild.channels.cache.get(one.channelId);
    return channel && canSee(channel, member) && (!asked || asked.id === channel.id);
  });
  const lines = strict
    .slice(0, 20)
    .map(({ channelId: where, strictness }) =>
      words('alerts.threshold.channel', { channel: channelMention(where), times: strictness }),
    );
  return {
    title: words('alerts.threshold.title'),
    description: [
      ...(isReset ? [words('settings.changed')] : []),
      ...(lines.length > 0 ? lines : [words('alerts.threshold.usual')]),
      words('alerts.threshold.note'),
    ].join('\n'),
  };
}
