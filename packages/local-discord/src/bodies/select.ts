// Lists to choose from, in messages and in modals, within Discord's published limits.
import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { snowflake } from '../snowflake.ts';
import { customId, emoji, id } from './parts.ts';

const menu = {
  id,
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
};
/** Fewer may never be needed than are allowed. */
function boundsOf(
  {
    min_values: least = 1,
    max_values: most = 1,
  }: { readonly min_values?: number | undefined; readonly max_values?: number | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (least <= most) return;
  const code = 'SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX';
  context.addIssue({
    code: 'custom',
    path: ['min_values'],
    params: { code },
    message: 'More than max_values',
  });
}

/** Something to choose from a list that the bot wrote. */
export const choice = {
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).optional(),
  default: z.boolean().optional(),
};

/** No value twice, and no more chosen in advance than allowed. */
export function distinct(
  options: readonly { readonly value: string; readonly default?: boolean | undefined }[],
  most: number,
  context: z.core.$RefinementCtx,
): void {
  const refuse = (path: (string | number)[], code: string, message: string) => {
    context.addIssue({ code: 'custom', path: ['options', ...path], params: { code }, message });
  };
  options.forEach(({ value }, n) => {
    if (options.findIndex((other) => other.value === value) < n)
      refuse([n, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified value is already used');
  });
  if (options.filter((option) => option.default).length > most)
    refuse([], 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', 'More options are chosen than allowed');
}

export const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...menu,
    options: z
      .array(z.object({ ...choice, emoji }))
      .min(1)
      .max(25),
  })
  .superRefine((list, context) => {
    boundsOf(list, context);
    distinct(list.options, list.max_values ?? 1, context);
  });
/** What may be chosen in advance in each kind of list. */
const CHOSEN = {
  [ComponentType.UserSelect]: ['user'],
  [ComponentType.RoleSelect]: ['role'],
  [ComponentType.MentionableSelect]: ['user', 'role'],
  [ComponentType.ChannelSelect]: ['channel'],
} as const satisfies Partial<Record<ComponentType, readonly string[]>>;

export const entitySelect = z
  .object({
    type: z.union([
      z.literal(ComponentType.UserSelect),
      z.literal(ComponentType.RoleSelect),
      z.literal(ComponentType.MentionableSelect),
      z.literal(ComponentType.ChannelSelect),
    ]),
    ...menu,
    channel_types: z.array(z.int()).optional(),
    default_values: z
      .array(z.object({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
      .max(25)
      .optional(),
  })
  .superRefine((list, context) => {
    boundsOf(list, context);
    const { type, default_values: values = [], max_values: most = 1 } = list;
    const refuse = (path: (string | number)[], code: string, message: string) => {
      context.addIssue({ code: 'custom', path: ['default_values', ...path], params: { code }, message });
    };
    values.forEach((value, n) => {
      if (!(CHOSEN[type] as readonly string[]).includes(value.type))
        refuse([n, 'type'], 'SELECT_COMPONENT_DEFAULT_VALUE_INVALID_TYPE', 'Invalid default value type');
      if (values.findIndex(({ id: other }) => other === value.id) < n)
        refuse([n], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
    });
    if (values.length > most) refuse([], 'BASE_TYPE_BAD_LENGTH', `Must be between 0 and ${most} in length.`);
  });
