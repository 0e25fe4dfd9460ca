// Embeds within Discord's published limits.
import type { APIEmbed } from 'discord-api-types/v10';
import { z } from 'zod';

const webAddress = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/\S+$/);
const picture = z.object({
  url: z
    .string()
    .max(2048)
    .regex(/^(?:https?|attachment):\/\/\S+$/),
  description: z.string().max(4096).nullish(),
});

const embed = z
  .object({
    title: z.string().max(256).nullish(),
    description: z.string().max(4096).nullish(),
    url: webAddress.nullish(),
    timestamp: z.iso.datetime({ offset: true }).nullish(),
    color: z.int().min(0).max(0xffffff).nullish(),
    footer: z.object({ text: z.string().max(2048), icon_url: webAddress.nullish() }).nullish(),
    image: picture.nullish(),
    thumbnail: picture.nullish(),
    author: z
      .object({ name: z.string().min(1).max(256), url: webAddress.nullish(), icon_url: webAddress.nullish() })
      .nullish(),
    fields: z
      .array(
        z.object({
          name: z.string().min(1).max(256),
          value: z.string().min(1).max(1024),
          inline: z.boolean().default(false),
        }),
      )
      .max(25)
      .nullish(),
  })
  .transform((parts) => withoutNulls({ type: 'rich', ...parts }) as APIEmbed);

/** Up to ten embeds, 6,000 characters together. */
export const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, context) => {
    const total = list.reduce((sum, one) => sum + lengthOf(one), 0);
    if (total > 6000)
      context.addIssue({
        code: 'custom',
        params: { code: 'MAX_EMBED_SIZE_EXCEEDED' },
        message: 'Embed size exceeds maximum size of 6000',
      });
  });

/** The characters that count towards the limit of a message. */
function lengthOf(embed: APIEmbed): number {
  const texts = [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
  ];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}
