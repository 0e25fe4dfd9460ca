// What Discord registers of /settings webhooks.
import {
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js';
import { EVENT_CHOICES, FORMS } from '../../store/webhooks.ts';
import { choice, worded } from '../wording.ts';

const webhook = {
  type: Type.String as const,
  ...worded('option.webhook'),
  required: true,
  autocomplete: true as const,
  max_length: 12,
};

export const webhooksData: APIApplicationCommandSubcommandGroupOption = {
  type: Type.SubcommandGroup,
  ...worded('command.settings.webhooks'),
  options: [
    { type: Type.Subcommand, ...worded('command.settings.webhooks.list') },
    {
      type: Type.Subcommand,
      ...worded('command.settings.webhooks.add'),
      options: [
        {
          type: Type.String,
          ...worded('option.form'),
          required: true,
          choices: FORMS.map((form) => choice(form, `choice.form.${form}`)),
        },
        { type: Type.String, ...worded('option.target'), required: true, max_length: 2000 },
        {
          type: Type.String,
          ...worded('option.events'),
          choices: EVENT_CHOICES.map((events) => choice(events, `choice.events.${events}`)),
        },
        { type: Type.String, ...worded('option.secret'), max_length: 200 },
      ],
    },
    { type: Type.Subcommand, ...worded('command.settings.webhooks.remove'), options: [webhook] },
    { type: Type.Subcommand, ...worded('command.settings.webhooks.test'), options: [webhook] },
  ],
};
