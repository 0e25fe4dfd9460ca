// Application commands within Discord's published rules.
import { ApplicationCommandOptionType as Option, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { bits } from '../world/entities.ts';

/** Discord's own expression for names of chat input commands and options. */
const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const slashName = z
  .string()
  .regex(SLASH_NAME)
  .refine((name) => name === name.toLocaleLowerCase(), {
    params: { code: 'APPLICATION_COMMAND_INVALID_NAME' },
    message: 'Command name is invalid',
  });
const description = z.string().min(1).max(100);
const localised = (each: z.ZodString) => z.record(z.string(), each).nullish();
const words = {
  name: slashName,
  name_localizations: localised(z.string().regex(SLASH_NAME)),
  description,
  description_localizations: localised(description),
};

const choices = <V extends z.ZodType>(value: V) =>
  z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        name_localizations: localised(z.string().min(1).max(100)),
        value,
      }),
    )
    .max(25)
    .optional();
const required = z.boolean().optional();
const autocomplete = z.boolean().optional();

const numeric = (type: Option.Integer | Option.Number) => {
  const value = type === Option.Integer ? z.int() : z.number();
  return z.object({
    ...words,
    type: z.literal(type),
    required,
    autocomplete,
    choices: choices(value),
    min_value: value.optional(),
    max_value: value.optional(),
  });
};
const plainOption = z.object({
  ...words,
  type: z.union([
    z.literal(Option.Boolean),
    z.literal(Option.User),
    z.literal(Option.Role),
    z.literal(Option.Mentionable),
    z.literal(Option.Attachment),
  ]),
  required,
});
const valueOption = z.discriminatedUnion('type', [
  z.object({
    ...words,
    type: z.literal(Option.String),
    required,
    autocomplete,
    choices: choices(z.string().max(100)),
    min_length: z.int().min(0).max(6000).optional(),
    max_length: z.int().min(1).max(6000).optional(),
  }),
  numeric(Option.Integer),
  numeric(Option.Number),
  z.object({
    ...words,
    type: z.literal(Option.Channel),
    required,
    channel_types: z
      .array(z.int())
      .refine((types) => new Set(types).size === types.length, 'A type is named twice.')
      .optional(),
  }),
  plainOption,
]);
const valueOptions = z
  .array(valueOption)
  .max(25)
  .superRefine((options, context) => {
    const refuse = (n: number, code: string, message: string) => {
      context.addIssue({ code: 'custom', path: [n], params: { code }, message });
    };
    options.forEach((option, n) => {
      if (options.findIndex(({ name }) => name === option.name) < n)
        refuse(n, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
      if (option.required && options.slice(0, n).some((before) => !before.required))
        refuse(
          n,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        );
      if ('autocomplete' in option && option.autocomplete && option.choices?.length)
        refuse(
          n,
          'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
          'Options with autocomplete cannot have choices',
        );
    });
  });

const subcommand = z.object({
  ...words,
  type: z.literal(Option.Subcommand),
  options: valueOptions.optional(),
});
const group = z.object({
  ...words,
  type: z.literal(Option.SubcommandGroup),
  options: z.array(subcommand).min(1).max(25),
});
const options = z
  .union([z.array(z.discriminatedUnion('type', [subcommand, group])).max(25), valueOptions])
  .optional();

/** At least one of the numbers from 0 on, none twice. */
const kinds = (most: number) =>
  z
    .array(z.int().min(0).max(most))
    .min(1)
    .refine((all) => new Set(all).size === all.length, {
      params: { code: 'SET_TYPE_ALREADY_CONTAINS_VALUE' },
      message: 'The set already contains this value',
    });

const everywhere = {
  id: z.string().optional(),
  default_member_permissions: bits.nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().optional(),
  contexts: kinds(2).nullish(),
  integration_types: kinds(1).optional(),
};
const chatInput = z.object({
  ...words,
  ...everywhere,
  type: z.literal(ApplicationCommandType.ChatInput).default(ApplicationCommandType.ChatInput),
  options,
});
/** A field that only chat input commands have. Discord says of its own what is wrong with it. */
const notInMenus = (what: 'description' | 'options') =>
  z
    .unknown()
    .refine((value) => value === undefined || (Array.isArray(value) ? value.length === 0 : value === ''), {
      params: { code: `APPLICATION_COMMAND_CONTEXT_MENU_${what.toUpperCase()}_INVALID` },
      message: `Context menu commands cannot have ${what}`,
    })
    .transform(() => undefined)
    .optional();
const contextMenu = z.object({
  ...everywhere,
  type: z.union([z.literal(ApplicationCommandType.User), z.literal(ApplicationCommandType.Message)]),
  name: z.string().min(1).max(32),
  name_localizations: localised(z.string().min(1).max(32)),
  description: notInMenus('description'),
  options: notInMenus('options'),
});

const isMenu = (body: unknown) =>
  typeof body === 'object' && body !== null && 'type' in body && (body.type === 2 || body.type === 3);

/** Chosen by `type`, so that a refusal names the field at fault and not a union. */
export const commandSchemaFor = (body: unknown) => (isMenu(body) ? contextMenu : chatInput);
export type CommandBody = z.output<typeof chatInput> | z.output<typeof contextMenu>;
