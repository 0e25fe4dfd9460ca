// Buttons, rows and layout components within Discord's published limits.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { snowflake } from '../snowflake.ts';
import { customId, emoji, id } from './parts.ts';
import { entitySelect, stringSelect } from './select.ts';

const media = z.looseObject({ url: z.string().min(1).max(2048) });

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id,
    style: z.enum(ButtonStyle),
    label: z.string().max(80).optional(),
    emoji,
    custom_id: customId.optional(),
    url: z
      .string()
      .max(512)
      .regex(/^(?:https?|discord):\/\/\S+$/)
      .optional(),
    sku_id: snowflake.optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine((one, context) => {
    const link = one.style === ButtonStyle.Link;
    const premium = one.style === ButtonStyle.Premium;
    const needed = link ? 'url' : premium ? 'sku_id' : 'custom_id';
    const wanting = one[needed] === undefined;
    if (wanting || (link && one.custom_id !== undefined) || (!link && one.url !== undefined))
      context.addIssue({
        code: 'custom',
        path: [wanting ? needed : link ? 'custom_id' : 'url'],
        params: { code: wanting ? 'BASE_TYPE_REQUIRED' : 'BUTTON_COMPONENT_INVALID_URL' },
        message: wanting ? 'This field is required' : 'A custom id and url cannot both be specified',
      });
    if (!premium && !one.label && !one.emoji)
      context.addIssue({
        code: 'custom',
        path: ['label'],
        params: { code: 'BUTTON_COMPONENT_NO_LABEL_OR_EMOJI' },
        message: 'A button needs a label or an emoji',
      });
  });

const actionRow = z.object({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: z
    .array(z.discriminatedUnion('type', [button, stringSelect, entitySelect]))
    .min(1)
    .max(5)
    .refine((row) => row.length === 1 || row.every((one) => one.type === ComponentType.Button), {
      params: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
      message: 'The specified component exceeds the maximum width',
    }),
});

export const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id,
  content: z.string().min(1).max(4000),
});
const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id,
  media,
  description: z.string().max(1024).nullish(),
  spoiler: z.boolean().optional(),
});
const section = z.object({
  type: z.literal(ComponentType.Section),
  id,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id,
  items: z
    .array(z.object({ media, description: z.string().max(1024).nullish(), spoiler: z.boolean().optional() }))
    .min(1)
    .max(10),
});
const file = z.object({
  type: z.literal(ComponentType.File),
  id,
  file: media,
  spoiler: z.boolean().optional(),
});
const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id,
  divider: z.boolean().optional(),
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
});
const inner = [actionRow, textDisplay, section, gallery, file, separator] as const;
const container = z.object({
  type: z.literal(ComponentType.Container),
  id,
  components: z.array(z.discriminatedUnion('type', inner)).min(1).max(40),
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().optional(),
});

/** Without the V2 flag: up to five rows. */
export const classicComponents = z.array(actionRow).max(5);
/** With the V2 flag: up to forty components in all. */
export const layoutComponents = z.array(z.discriminatedUnion('type', [...inner, container])).max(40);
