// What Discord registers of /mood.
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { channelTypesFor } from '../../discord/channelKinds.ts';
import { SENSITIVITIES } from '../../mood/spike.ts';
import { choice, subcommand, localized } from '../wording.ts';

const PERIOD_OPTIONS: APIApplicationCommandBasicOption[] = [
  { type: Type.Integer, ...localized('option.messages'), min_value: 1, max_value: 1000 },
  { type: Type.Integer, ...localized('option.hours'), min_value: 1, max_value: 168 },
  {
    type: Type.String,
    ...localized('option.period'),
    choices: [choice('day', 'choice.day'), choice('week', 'choice.week')],
  },
  { type: Type.String, ...localized('option.from'), max_length: 40 },
  { type: Type.String, ...localized('option.to'), max_length: 40 },
];

const CHANNEL_OPTION: APIApplicationCommandBasicOption = {
  type: Type.Channel,
  ...localized('option.channel'),
  channel_types: channelTypesFor('mood'),
};

export const moodData: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  ...localized('command.mood'),
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('command.mood.channel', [CHANNEL_OPTION, ...PERIOD_OPTIONS]),
    subcommand('command.mood.server', PERIOD_OPTIONS),
    subcommand('command.mood.me', PERIOD_OPTIONS),
    subcommand('command.mood.compare', [
      { type: Type.Channel, ...localized('option.compareWith'), channel_types: channelTypesFor('mood') },
      CHANNEL_OPTION,
      ...PERIOD_OPTIONS.filter(({ name }) => name !== 'messages'),
      { type: Type.String, ...localized('option.against'), max_length: 40 },
    ]),
    subcommand('command.mood.replay', [
      {
        type: Type.String,
        ...localized('option.replayed'),
        required: true,
        choices: SENSITIVITIES.map((level) => choice(level, `choice.${level}`)),
      },
    ]),
  ],
};
