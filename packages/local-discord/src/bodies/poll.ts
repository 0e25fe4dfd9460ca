// A poll in the body of a message, within Discord's published limits.
import { z } from 'zod';
import { snowflake } from '../snowflake.ts';

const emoji = z.object({ id: snowflake.nullish(), name: z.string().max(32).nullish() });

export const poll = z.object({
  question: z.object({ text: z.string().min(1).max(300) }),
  answers: z
    .array(z.object({ poll_media: z.object({ text: z.string().min(1).max(55), emoji: emoji.nullish() }) }))
    .min(1)
    .max(10),
  allow_multiselect: z.boolean().nullish(),
  layout_type: z.literal(1).nullish(),
  /** Hours. */
  duration: z.int().min(1).max(768).nullish(),
});
export type Poll = z.output<typeof poll>;
