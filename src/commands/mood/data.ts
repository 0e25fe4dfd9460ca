// What Discord registers of /mood.
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { channelTypesFor } from '../../discord/channelKinds.ts';
import { SENSITIVITIES } from '../../mood/spike.ts';
import { choice, worded } from '../wording.ts';

const PERIOD_OPTIONS: APIApplicationCommandBasicOption[] = [
  { type: Type.Integer, ...worded('option.messages'), min_value: 1, max_value: 1000 },
  { type: Type.Integer, ...worded('option.hours'), min_value: 1, max_value: 168 },
  {
    type: Type.String,
    ...worded('option.period'),
    choices: [choice('day', 'choice.day'), choice('week', 'choice.week')],
  },
  { type: Type.String, ...worded('option.from'), max_length: 40 },
  { type: Type.String, ...worded('option.to'), max_length: 40 },
];

const CHANNEL_OPTION: APIApplicationCommandBasicOption = {
  type: Type.Channel,
  ...worded('option.channel'),
  channel_types: channelTypesFor('mood'),
};

const subcommand = (
  path: Parameters<typeof worded>[0],
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption => ({ type: Type.Subcommand, ...worded(path), options });

export const moodData: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  ...worded('command.mood'),
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('command.mood.channel', [CHANNEL_OPTION, ...PERIOD_OPTIONS]),
    subcommand('command.mood.server', PERIOD_OPTIONS),
    subcommand('command.mood.me', PERIOD_OPTIONS),
    subcommand('command.mood.replay', [
      {
        type: Type.String,
        ...worded('option.replayed'),
        required: true,
        choices: SENSITIVITIES.map((level) => choice(level, `choice.${level}`)),
      },
    ]),
  ],
};
