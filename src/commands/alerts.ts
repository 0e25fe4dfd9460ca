// /alerts: what is open, what was, and how much evidence each channel needs. Also what the buttons of alerts do.
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandSubcommandOption,
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
import { worded, wordsFor } from './wording.ts';

const subcommand = (
  path: Parameters<typeof worded>[0],
  options: NonNullable<APIApplicationCommandSubcommandOption['options']> = [],
): APIApplicationCommandSubcommandOption => ({ type: Type.Subcommand, ...worded(path), options });

export const alerts = {
  where: 'guild',
  need: MODERATORS,
  data: {
    ...worded('command.alerts'),
    contexts: [InteractionContextType.Guild],
    options: [
      subcommand('command.alerts.open'),
      subcommand('command.alerts.history'),
      subcommand('command.alerts.threshold', [
        { type: Type.Channel, ...worded('option.thresholdOf'), channel_types: channelTypesFor('mood') },
        { type: Type.Boolean, ...worded('option.resetThreshold') },
      ]),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const w = wordsFor(interaction);
    const { incidents } = context.store;
    const { member, options } = interaction;
    switch (options.getSubcommand()) {
      case 'open':
        await interaction.editReply({ embeds: [await openList(incidents, member, w)] });
        break;
      case 'history': {
        const answer = await historyPage(incidents, member, 0, w);
        await interaction.editReply(answer as Parameters<typeof interaction.editReply>[0]);
        break;
      }
      default:
        await interaction.editReply({ embeds: [await thresholds(interaction, context, w)] });
    }
  },

  buttons: alertButtons,
  modals: [reasonForm],
} satisfies GuildCommand;

async function thresholds(
  { guild, member, options }: ChatInputCommandInteraction<'cached'>,
  { store, clock }: CommandContext,
  w: Words,
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
      w('alerts.threshold.channel', { channel: channelMention(where), times: strictness }),
    );
  return {
    title: w('alerts.threshold.title'),
    description: [
      ...(isReset ? [w('settings.changed')] : []),
      ...(lines.length > 0 ? lines : [w('alerts.threshold.usual')]),
      w('alerts.threshold.note'),
    ].join('\n'),
  };
}
