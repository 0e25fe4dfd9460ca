// /watch category: takes a whole category in or out. /settings watch, which takes channels, leads to the same.
import {
  ApplicationCommandOptionType as Type,
  ChannelType,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import { guildId } from '../ids.ts';
import type { GuildCommand } from './command.ts';
import { MANAGERS } from './rights.ts';
import { previewCategory } from './settings/categories.ts';
import { watchState } from './settings/data.ts';
import { lookOf } from './settings/values.ts';
import { localized, subcommand } from './wording.ts';

export const watch = {
  where: 'guild',
  need: MANAGERS,
  data: {
    ...localized('command.watch'),
    contexts: [InteractionContextType.Guild],
    options: [
      subcommand('command.watch.category', [
        {
          type: Type.Channel,
          ...localized('option.category'),
          required: true,
          channel_types: [ChannelType.GuildCategory],
        },
        watchState,
      ]),
    ],
  },

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const category = interaction.options.getChannel('category', true, [ChannelType.GuildCategory]);
    const state = interaction.options.getString('state', true);
    const held = await context.store.settings.get(guildId.parse(interaction.guildId));
    const look = lookOf(interaction, context);
    await interaction.editReply(await previewCategory(category, state, held, look));
  },
} satisfies GuildCommand;
