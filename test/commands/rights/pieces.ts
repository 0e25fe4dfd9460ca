// Every piece of the commands that a person can use: commands, suggestions, buttons and forms.
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Type,
  ChannelType,
} from 'discord.js';
import { appCommands, commands } from '../../../src/commands/index.ts';

interface Leaf {
  readonly path: string;
  readonly options: readonly APIApplicationCommandOption[];
}

const leavesOf = (path: string, options: readonly APIApplicationCommandOption[] = []): Leaf[] => {
  const parts = options.filter(({ type }) => type === Type.Subcommand || type === Type.SubcommandGroup);
  if (parts.length === 0) return [{ path, options }];
  return parts.flatMap((part) => leavesOf(`${path} ${part.name}`, 'options' in part ? part.options : []));
};

/** Every command and subcommand, with its options and what it needs. */
export const LEAVES = commands.flatMap(({ data, need }) =>
  leavesOf(data.name, data.options).map((leaf) => ({ ...leaf, need })),
);
export const RESTRICTED = LEAVES.filter(({ need }) => need.anyOf.length > 0);
/** Suggestions that are not for everyone. */
export const COMPLETED = RESTRICTED.flatMap(({ path, options, need }) =>
  options
    .filter((option) => 'autocomplete' in option && option.autocomplete)
    .map(({ name }) => ({ path, name, need })),
);
export const BUTTONS = appCommands.flatMap(({ buttons = [] }) => buttons);
/** For the person whom they name, and nobody else. */
export const PERSONAL = BUTTONS.filter(({ need }) => need.person === 'only');
export const MENUS = appCommands.filter((command) => command.where === 'message');
export const FORMS = commands.flatMap(({ modals = [] }) => modals);
export const SELECTS = appCommands.flatMap((command) =>
  'selects' in command ? (command.selects ?? []) : [],
);

/** What somebody could write behind the id of a component. */
export const MADE_UP = ['', 'x', '0', '-1', '1'.repeat(20), '../../etc', 'a:b:c:d', '🙂', '__proto__'];

/** Whether nothing but a category can be chosen. */
export const isOfCategories = (option: APIApplicationCommandOption) =>
  'channel_types' in option && option.channel_types.join() === String(ChannelType.GuildCategory);

/** A value for each option that a command cannot do without. */
export function requiredOf(
  options: readonly APIApplicationCommandOption[],
  { channel, category, person }: { channel: string; category: string; person: string },
): Record<string, string | number | boolean> {
  const valueOf = (option: APIApplicationCommandOption) => {
    if ('choices' in option && option.choices[0]) return option.choices[0].value;
    if (option.type === Type.Channel) return isOfCategories(option) ? category : channel;
    if (option.type === Type.User) return person;
    return option.type === Type.Integer ? 1 : option.type === Type.Boolean ? true : 'x';
  };
  return Object.fromEntries(options.filter((one) => one.required).map((one) => [one.name, valueOf(one)]));
}
