// Every piece of the commands that a person can use: commands, suggestions, buttons and forms.
import { type APIApplicationCommandOption, ApplicationCommandOptionType as Type } from 'discord.js';
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
export const COMPLETED = LEAVES.flatMap(({ path, options, need }) =>
  options
    .filter((option) => 'autocomplete' in option && option.autocomplete)
    .map(({ name }) => ({ path, name, need })),
);
export const BUTTONS = appCommands.flatMap(({ buttons = [] }) => buttons);
/** For the person whom they name, and nobody else. */
export const PERSONAL = BUTTONS.filter(({ need }) => need.person === 'only');
export const FORMS = commands.flatMap(({ modals = [] }) => modals);
