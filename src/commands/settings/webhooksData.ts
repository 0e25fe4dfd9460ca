// What Discord registers of /settings webhooks.
import {
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js';
import { EVENT_CHOICES, FORMS } from '../../store/webhooks.ts';
import { choice, localized } from '../wording.ts';

const webhook = {
  type: Type.String as const,
  ...localized('option.webhook'),
  required: true,
  autocomplete: true as const,
  max_length: 12,
};

export const webhooksData: APIApplicationCommandSubcommandGroupOption = {
  type: Type.SubcommandGroup,
  ...localized('command.settings.webhooks'),
  options: [
    { type: Type.Subcommand, ...localized('command.settings.webhooks.list') },
    {
      type: Type.Subcommand,
      ...localized('command.settings.webhooks.add'),
      options: [
        {
          type: Type.String,
          ...localized('option.form'),
          required: true,
          choices: FORMS.map((form) => choice(form, `choice.form.${form}`)),
        },
        { type: Type.String, ...localized('option.target'), required: true, max_length: 2000 },
        {
          type: Type.String,
          ...localized('option.events'),
          choices: EVENT_CHOICES.map((events) => choice(events, `choice.events.${events}`)),
        },
        { type: Type.String, ...localized('option.secret'), max_length: 200 },
      ],
    },
    { type: Type.Subcommand, ...localized('command.settings.webhooks.remove'), options: [webhook] },
    { type: Type.Subcommand, ...localized('command.settings.webhooks.test'), options: [webhook] },
  ],
};
