// The body of a message, as sent, edited or answered with, within Discord's published limits.
import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { snowflake } from '../snowflake.ts';
import { allComponents } from './componentTree.ts';
import { classicComponents, layoutComponents } from './component.ts';
import { embeds } from './embed.ts';
import { poll } from './poll.ts';

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
    users: z.array(snowflake).max(100).optional(),
    roles: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .superRefine((allowed, context) => {
    for (const kind of ['users', 'roles'] as const)
      if (allowed.parse?.includes(kind) && allowed[kind]?.length)
        context.addIssue({
          code: 'custom',
          params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
          message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        });
  });
export type AllowedMentions = z.output<typeof allowedMentions>;

const attachment = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  filename: z.string().max(1024).optional(),
  description: z.string().max(1024).nullish(),
  /** Of a voice message: its seconds, and its loudness as base64. */
  duration_secs: z.number().min(0).nullish(),
  waveform: z.base64().max(400).nullish(),
});

const fields = z.object({
  content: z.string().max(2000).nullish(),
  embeds: embeds.nullish(),
  components: z.array(z.unknown()).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  flags: z.int().min(0).nullish(),
  tts: z.boolean().optional(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z
    .object({
      /** 0: a reply, 1: a forward. */
      type: z.union([z.literal(0), z.literal(1)]).nullish(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().optional(),
    })
    .nullish(),
  poll: poll.nullish(),
  sticker_ids: z.array(snowflake).max(3).nullish(),
});

export const messageBody = fields.superRefine((body, context) => {
  const layout = ((body.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const refuse = (path: string[], code: string, message: string) => {
    context.addIssue({ code: 'custom', path, params: { code }, message });
  };
  if (layout && (body.content || body.embeds?.length))
    refuse(
      [body.content ? 'content' : 'embeds'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'The legacy fields cannot be used in a message with the IS_COMPONENTS_V2 flag',
    );
  if (body.message_reference?.type === 1 && body.message_reference.channel_id == null)
    refuse(['message_reference', 'channel_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (!body.components) return;
  const result = (layout ? layoutComponents : classicComponents).safeParse(body.components);
  for (const issue of result.error?.issues ?? [])
    context.addIssue({ ...issue, path: ['components', ...issue.path] });
  if (!result.success) return;
  body.components = result.data;
  const all = allComponents(result.data);
  if (all.length > 40)
    refuse(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'At most 40 components in all');
  const ids = all.flatMap((one) => one.custom_id ?? []);
  if (new Set(ids).size < ids.length)
    refuse(['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
});

export type MessageBody = z.output<typeof messageBody>;
