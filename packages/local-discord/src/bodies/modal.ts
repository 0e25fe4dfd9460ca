// The form that an interaction can be answered with: labels around texts, lists and radio buttons, within Discord's
// published limits.
import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { textDisplay } from './component.ts';
import { allComponents } from './componentTree.ts';
import { customId, id } from './parts.ts';
import { choice, distinct, entitySelect, stringSelect } from './select.ts';

/** The most top-level components of a form. */
const MOST = 5;

const textInput = z.object({
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  label: z.string().min(1).max(45).optional(),
  min_length: z.int().min(0).max(4000).optional(),
  max_length: z.int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4000).optional(),
  placeholder: z.string().max(100).optional(),
});

const radioGroup = z
  .object({
    type: z.literal(ComponentType.RadioGroup),
    id,
    custom_id: customId,
    required: z.boolean().optional(),
    options: z.array(z.object(choice)).min(2).max(10),
  })
  .superRefine(({ options }, context) => distinct(options, 1, context));

const label = z
  .object({
    type: z.literal(ComponentType.Label),
    id,
    label: z.string().min(1).max(45),
    description: z.string().min(1).max(100).optional(),
    component: z.discriminatedUnion('type', [textInput, stringSelect, entitySelect, radioGroup]),
  })
  .superRefine(({ component }, context) => {
    const refuse = (field: string, code: string, message: string) => {
      context.addIssue({ code: 'custom', path: ['component', field], params: { code }, message });
    };
    if (component.type === ComponentType.TextInput) {
      const { label: own, value = '', min_length: least = 0, max_length: most = 4000 } = component;
      if (own !== undefined)
        refuse('label', 'COMPONENT_LABEL_NOT_ALLOWED', 'A text input in a label has no label of its own');
      if (value !== '' && (value.length < least || value.length > most))
        refuse('value', 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
      return;
    }
    if ('disabled' in component && component.disabled === true)
      refuse('disabled', 'COMPONENT_DISABLED_IN_MODAL', 'Components in modals cannot be disabled');
    if ('min_values' in component && component.min_values === 0 && component.required !== false)
      refuse('min_values', 'COMPONENT_REQUIRED_MIN_VALUES', 'A required list needs at least one value');
  });

const inputRow = z.object({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: z.array(textInput.required({ label: true })).length(1),
});

export const modal = z
  .object({
    custom_id: customId,
    title: z.string().min(1).max(45),
    components: z
      .array(z.discriminatedUnion('type', [inputRow, label, textDisplay]))
      .min(1)
      .max(MOST),
  })
  .superRefine(({ components }, context) => {
    const ids = allComponents(components).flatMap((one) => one.custom_id ?? []);
    if (new Set(ids).size === ids.length) return;
    const code = 'COMPONENT_CUSTOM_ID_DUPLICATED';
    const message = 'Component custom id cannot be duplicated';
    context.addIssue({ code: 'custom', path: ['components'], params: { code }, message });
  });
