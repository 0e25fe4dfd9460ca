// What Discord registers of /settings.
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { channelTypesFor } from '../../discord/channelKinds.ts';
import { choice, worded } from '../wording.ts';
import { webhooksData } from './webhooksData.ts';
import { SENSITIVITIES } from '../../mood/spike.ts';

const subcommand = (
  path: Parameters<typeof worded>[0],
  options: NonNullable<APIApplicationCommandSubcommandOption['options']> = [],
): APIApplicationCommandSubcommandOption => ({ type: Type.Subcommand, ...worded(path), options });

const off = { type: Type.Boolean as const, ...worded('option.off') };
const on = choice('on', 'choice.on');
const no = choice('off', 'choice.off');

const SCHEDULE: APIApplicationCommandBasicOption = {
  type: Type.String,
  ...worded('option.schedule'),
  required: true,
  autocomplete: true,
  max_length: 100,
};

export const settingsData: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  ...worded('command.settings'),
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('command.settings.show'),
    subcommand('command.settings.reports', [
      { type: Type.Channel, ...worded('option.postIn'), channel_types: channelTypesFor('posts') },
      off,
    ]),
    subcommand('command.settings.alerts', [
      { type: Type.Channel, ...worded('option.postIn'), channel_types: channelTypesFor('posts') },
      { type: Type.Role, ...worded('option.role') },
      {
        type: Type.String,
        ...worded('option.reset'),
        choices: [choice('channel', 'choice.resetChannel'), choice('role', 'choice.resetRole')],
      },
    ]),
    subcommand('command.settings.summary', [SCHEDULE]),
    subcommand('command.settings.daily', [
      {
        type: Type.String,
        ...worded('option.dailyTime'),
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
        ...worded('option.quiet'),
        required: true,
        choices: [choice('line', 'choice.quietLine'), choice('none', 'choice.quietNone')],
      },
    ]),
    subcommand('command.settings.watch', [
      {
        type: Type.Channel,
        ...worded('option.watched'),
        required: true,
        channel_types: channelTypesFor('watch'),
      },
      {
        type: Type.String,
        ...worded('option.watchState'),
        required: true,
        choices: [on, no, choice('auto', 'choice.auto')],
      },
    ]),
    subcommand('command.settings.chat', [
      { type: Type.Channel, ...worded('option.chatIn'), channel_types: channelTypesFor('chat') },
      off,
    ]),
    subcommand('command.settings.language', [
      {
        type: Type.String,
        ...worded('option.language'),
        required: true,
        choices: [
          { name: 'English', value: 'en' },
          { name: '简体中文', value: 'zh-CN' },
          { name: '繁體中文', value: 'zh-TW' },
        ],
      },
    ]),
    subcommand('command.settings.timezone', [
      { type: Type.String, ...worded('option.zone'), required: true, autocomplete: true, max_length: 50 },
    ]),
    subcommand('command.settings.sensitivity', [
      {
        type: Type.String,
        ...worded('option.level'),
        required: true,
        choices: SENSITIVITIES.map((level) => choice(level, `choice.${level}`)),
      },
    ]),
    subcommand('command.settings.reactions', [
      { type: Type.String, ...worded('option.state'), required: true, choices: [on, no] },
    ]),
    webhooksData,
  ],
};
