// Turns the options that a person filled in into what the bot receives, checked as Discord's client does.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { ApiError } from '../apiError.ts';
import type { Resolved } from './resolving.ts';

type Value = string | number | boolean;
type Values = Readonly<Record<string, Value>>;

export const refused = (message: string) => new ApiError(400, 0, message);

interface Sent {
  readonly name: string;
  readonly type: Option;
  readonly value?: Value;
  readonly focused?: boolean;
  readonly options?: readonly Sent[];
}

/** `focused`: the option being typed, for autocomplete. Then no option is required, and this one is not checked. */
export function sentOptions(
  declared: readonly APIApplicationCommandOption[],
  path: readonly string[],
  values: Values,
  resolved: Resolved,
  focused?: string,
): Sent[] {
  const [step, ...further] = path;
  if (step !== undefined) {
    const sub = declared.find(({ name }) => name === step);
    if (sub?.type !== Option.Subcommand && sub?.type !== Option.SubcommandGroup)
      throw refused(`There is no subcommand "${step}".`);
    return [
      {
        name: step,
        type: sub.type,
        options: sentOptions(sub.options ?? [], further, values, resolved, focused),
      },
    ];
  }
  const basic = declared.filter(isBasic);
  if (basic.length < declared.length)
    throw refused(`A subcommand is needed: ${declared.map(({ name }) => name).join(', ')}.`);
  const stranger = Object.keys(values).find((name) => !basic.some((option) => option.name === name));
  if (stranger !== undefined) throw refused(`There is no option "${stranger}".`);
  return basic.flatMap((option): Sent[] => {
    const value = values[option.name];
    const { name, type } = option;
    if (name === focused) {
      if (!('autocomplete' in option) || !option.autocomplete)
        throw refused(`Option "${name}" has no autocomplete.`);
      return [{ name, type, value: value ?? '', focused: true }];
    }
    if (value === undefined) {
      if (option.required && focused === undefined) throw refused(`Option "${name}" is required.`);
      return [];
    }
    return [{ name, type, value: checkedValue(option, value, resolved) }];
  });
}

const isBasic = (option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption =>
  option.type !== Option.Subcommand && option.type !== Option.SubcommandGroup;

function checkedValue(option: APIApplicationCommandBasicOption, value: Value, resolved: Resolved): Value {
  const wrong = (why: string) => refused(`Option "${option.name}" ${why}.`);
  const ids = (known: (id: string) => boolean, what: string) => {
    if (typeof value !== 'string' || !known(value)) throw wrong(`is no ${what} of this server`);
  };
  switch (option.type) {
    case Option.String: {
      if (typeof value !== 'string') throw wrong('must be text');
      const most = ('max_length' in option ? option.max_length : undefined) ?? 6000;
      const least = ('min_length' in option ? option.min_length : undefined) ?? 0;
      if (value.length > most || value.length < least)
        throw wrong(`must have ${least} to ${most} characters`);
      break;
    }
    case Option.Integer:
    case Option.Number: {
      if (typeof value !== 'number' || (option.type === Option.Integer && !Number.isInteger(value)))
        throw wrong('must be a number');
      const least = ('min_value' in option ? option.min_value : undefined) ?? -Infinity;
      const most = ('max_value' in option ? option.max_value : undefined) ?? Infinity;
      if (value < least || value > most) throw wrong(`must lie between ${least} and ${most}`);
      break;
    }
    case Option.Boolean:
      if (typeof value !== 'boolean') throw wrong('must be true or false');
      break;
    case Option.User:
      ids((id) => resolved.user(id), 'user');
      break;
    case Option.Role:
      ids((id) => resolved.role(id), 'role');
      break;
    case Option.Mentionable:
      ids((id) => resolved.user(id) || resolved.role(id), 'user or role');
      break;
    case Option.Channel:
      ids((id) => resolved.channel(id, option.channel_types), 'fitting channel');
      break;
    case Option.Attachment:
      throw wrong('takes files, which the control routes do not carry');
  }
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((one) => one.value === value))
    throw wrong('must be one of its choices');
  return value;
}
