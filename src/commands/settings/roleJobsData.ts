// What Discord registers of /settings role-job.
import {
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js';
import { channelTypesFor } from '../../discord/channelKinds.ts';
import { localized, subcommand } from '../wording.ts';

export const roleJobsData: APIApplicationCommandSubcommandGroupOption = {
  type: Type.SubcommandGroup,
  ...localized('command.settings.roleJob'),
  options: [
    subcommand('command.settings.roleJob.list'),
    subcommand('command.settings.roleJob.add', [
      {
        type: Type.String,
        ...localized('option.modelRole'),
        required: true,
        autocomplete: true,
        max_length: 40,
      },
      {
        type: Type.Channel,
        ...localized('option.roleJobIn'),
        required: true,
        channel_types: channelTypesFor('posts'),
      },
      {
        type: Type.String,
        ...localized('option.schedule'),
        required: true,
        autocomplete: true,
        max_length: 100,
      },
      { type: Type.Channel, ...localized('option.roleJobOf'), channel_types: channelTypesFor('mood') },
    ]),
    subcommand('command.settings.roleJob.remove', [
      {
        type: Type.String,
        ...localized('option.roleJob'),
        required: true,
        autocomplete: true,
        max_length: 40,
      },
    ]),
  ],
};
