// What Discord registers of /settings.
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  ChannelType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { channelTypesFor } from '../../discord/channelKinds.ts';
import { choice, subcommand, localized } from '../wording.ts';
import { AS_SERVER } from './changes.ts';
import { roleJobsData } from './roleJobsData.ts';
import { webhooksData } from './webhooksData.ts';
import { SENSITIVITIES } from '../../mood/spike.ts';

const off = { type: Type.Boolean as const, ...localized('option.off') };
const on = choice('on', 'choice.on');
const no = choice('off', 'choice.off');

/** Of a channel or a category. */
export const watchState: APIApplicationCommandBasicOption = {
  type: Type.String,
  ...localized('option.watchState'),
  required: true,
  choices: [on, no, choice('auto', 'choice.auto')],
};

const SCHEDULE: APIApplicationCommandBasicOption = {
  type: Type.String,
  ...localized('option.schedule'),
  required: true,
  autocomplete: true,
  max_length: 100,
};

export const settingsData: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  ...localized('command.settings'),
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('command.settings.show'),
    subcommand('command.settings.reports', [
      { type: Type.Channel, ...localized('option.postIn'), channel_types: channelTypesFor('posts') },
      off,
    ]),
    subcommand('command.settings.alerts', [
      { type: Type.Channel, ...localized('option.postIn'), channel_types: channelTypesFor('posts') },
      { type: Type.Role, ...localized('option.role') },
      {
        type: Type.String,
        ...localized('option.reset'),
        choices: [choice('channel', 'choice.resetChannel'), choice('role', 'choice.resetRole')],
      },
    ]),
    subcommand('command.settings.summary', [SCHEDULE]),
    subcommand('command.settings.daily', [
      {
        type: Type.String,
        ...localized('option.dailyTime'),
        required: true,
        autocomplete: true,
        max_length: 100,
      },
    ]),
    subcommand('command.settings.wordcloud', [SCHEDULE]),
    subcommand('command.settings.marks', [SCHEDULE]),
    subcommand('command.settings.quiet', [
      {
        type: Type.String,
        ...localized('option.quiet'),
        required: true,
        choices: [choice('line', 'choice.quietLine'), choice('none', 'choice.quietNone')],
      },
    ]),
    subcommand('command.settings.secondRole', [
      { type: Type.Role, ...localized('option.secondRole') },
      { type: Type.Integer, ...localized('option.afterMinutes'), min_value: 1, max_value: 1440 },
      off,
    ]),
    subcommand('command.settings.quietHours', [
      { type: Type.String, ...localized('option.quietFrom'), max_length: 40 },
      { type: Type.String, ...localized('option.quietTo'), max_length: 40 },
      off,
    ]),
    subcommand('command.settings.watch', [
      {
        type: Type.Channel,
        ...localized('option.watched'),
        required: true,
        channel_types: [...channelTypesFor('watch'), ChannelType.GuildCategory],
      },
      watchState,
    ]),
    subcommand('command.settings.chat', [
      { type: Type.Channel, ...localized('option.chatIn'), channel_types: channelTypesFor('chat') },
      off,
    ]),
    subcommand('command.settings.language', [
      {
        type: Type.String,
        ...localized('option.language'),
        required: true,
        choices: [
          { name: 'English', value: 'en' },
          { name: '简体中文', value: 'zh-CN' },
          { name: '繁體中文', value: 'zh-TW' },
        ],
      },
    ]),
    subcommand('command.settings.timezone', [
      { type: Type.String, ...localized('option.zone'), required: true, autocomplete: true, max_length: 50 },
    ]),
    subcommand('command.settings.sensitivity', [
      {
        type: Type.String,
        ...localized('option.level'),
        required: true,
        choices: [
          ...SENSITIVITIES.map((level) => choice(level, `choice.${level}`)),
          choice(AS_SERVER, 'choice.asServer'),
        ],
      },
      { type: Type.Channel, ...localized('option.sensitivityOf'), channel_types: channelTypesFor('mood') },
    ]),
    subcommand('command.settings.reactions', [
      { type: Type.String, ...localized('option.state'), required: true, choices: [on, no] },
    ]),
    roleJobsData,
    webhooksData,
  ],
};
