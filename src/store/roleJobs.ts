// Roles that a server has run on a schedule.
import { z } from 'zod';
import { channelId } from '../ids.ts';

/** Places for role jobs in a server: each has a timetable of its own. */
export const ROLE_SLOTS = [1, 2, 3, 4, 5] as const;
export type RoleSlot = (typeof ROLE_SLOTS)[number];

export const roleJobSetting = z.object({
  slot: z.literal(ROLE_SLOTS),
  /** The name of the role; it may be gone from the prompts folder since. */
  role: z.string(),
  /** Where the answer is posted. */
  channelId,
  /** The channel that is read; null: all that the readers of the post may read. */
  of: channelId.nullable().default(null),
  /** Written as `summarySchedule` is. */
  schedule: z.string(),
  /** Since when, milliseconds since 1970: what ended before is not reported. */
  since: z.number(),
});

export type RoleJobSetting = z.infer<typeof roleJobSetting>;
