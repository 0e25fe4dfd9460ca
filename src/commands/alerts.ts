// /alerts: open and past incidents, how much evidence each channel needs, and a test. Also takes the buttons of alerts.
import {
  ApplicationCommandOptionType as Type,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type InteractionEditReplyOptions,
  MessageFlags,
} from 'discord.js';
import { channelTypesFor } from '../discord/channelKinds.ts';
import type { Words } from '../report/words.ts';
import { assign, suggestIncidents } from './alerts/assign.ts';
import { alertButtons, reasonForm } from './alerts/buttons.ts';
import { historyPage, openList } from './alerts/history.ts';
import { noteMissed } from './alerts/missed.ts';
import { privateOff, tellInPrivate } from './alerts/private.ts';
import { postTest, testButton } from './alerts/test.ts';
import { ALERTS_UNDO, thresholds } from './alerts/threshold.ts';
import { Refusal, type CommandContext, type GuildCommand } from './command.ts';
import { MODERATORS } from './rights.ts';
import { undoButton } from './undo.ts';
import { choice, subcommand, localized, wordsFor } from './wording.ts';

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
      subcommand('command.alerts.assign', [
        { type: Type.String, ...localized('option.incident'), required: true, autocomplete: true },
        { type: Type.User, ...localized('option.assignee'), required: true },
      ]),
      subcommand('command.alerts.missed', [
        { type: Type.Channel, ...localized('option.missedIn'), channel_types: channelTypesFor('mood') },
        { type: Type.String, ...localized('option.missedAt'), max_length: 40 },
      ]),
      subcommand('command.alerts.private', [
        {
          type: Type.String,
          ...localized('option.state'),
          required: true,
          choices: [choice('on', 'choice.on'), choice('off', 'choice.off')],
        },
      ]),
      subcommand('command.alerts.test', [
        { type: Type.Channel, ...localized('option.alertOf'), channel_types: channelTypesFor('mood') },
      ]),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const answer = ANSWERS[interaction.options.getSubcommand()];
    const words = wordsFor(interaction);
    if (!answer) throw new Refusal(words('error.gone'));
    await interaction.editReply({
      allowedMentions: { parse: [] },
      ...(await answer(interaction, context, words)),
    });
  },

  autocomplete: suggestIncidents,

  buttons: [...alertButtons, testButton, privateOff, undoButton(ALERTS_UNDO, MODERATORS)],
  modals: [reasonForm],
} satisfies GuildCommand;

type Answer = (
  interaction: ChatInputCommandInteraction<'cached'>,
  context: CommandContext,
  words: Words,
) => Promise<InteractionEditReplyOptions>;

const ANSWERS: Readonly<Record<string, Answer>> = {
  open: async ({ member }, { store }, words) => ({
    embeds: [await openList(store.incidents, member, words)],
  }),
  history: ({ member }, context, words) => historyPage(context, member, 0, words),
  threshold: thresholds,
  assign,
  missed: noteMissed,
  private: tellInPrivate,
  test: postTest,
};
