// The settings of a server: their schema and their defaults.
import { z } from 'zod';
import { channelId, roleId, userId } from '../ids.ts';
import { LOCALES } from '../locale.ts';
import { SENSITIVITIES } from '../mood/spike.ts';
import { ROLE_SLOTS, roleJobSetting } from './roleJobs.ts';
import { MOST_WEBHOOKS, webhook } from './webhooks.ts';

export const QUIET_REPORTS = ['line', 'none'] as const;

export const guildSettings = z.object({
  /** Hourly summaries go here; null: none are posted. */
  reportChannelId: channelId.nullable().default(null),
  /** Alerts go here; null: the report channel, else none are posted. */
  alertChannelId: channelId.nullable().default(null),
  /** Mentioned when an alert opens; null: nobody. */
  alertRoleId: roleId.nullable().default(null),
  /** A role that is called where nobody took an alert up for so many minutes; null: none. */
  secondCall: z
    .object({ roleId, afterMinutes: z.number().int().min(1).max(1440) })
    .nullable()
    .default(null),
  /** Local hours of the day in which alerts mention nobody; null: none. In minutes after midnight. */
  quietHours: z
    .object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(0).max(1439) })
    .nullable()
    .default(null),
  /** People who asked to be told of alerts by a direct message, in which language. */
  toldInPrivate: z
    .array(z.object({ userId, locale: z.enum(LOCALES) }))
    .max(100)
    .default([]),
  /** In this channel the bot answers every message. */
  chatChannelId: channelId.nullable().default(null),
  /** The file in prompts/personas by which the bot talks; null: as it does by itself. */
  persona: z.string().max(40).nullable().default(null),
  /** Explicit choices; other channels are watched when @everyone can see them. */
  watch: z
    .object({ include: z.array(channelId).default([]), exclude: z.array(channelId).default([]) })
    .default({ include: [], exclude: [] }),
  locale: z.enum(LOCALES).default('en'),
  timeZone: z.string().default('UTC'),
  /** "off", an interval such as "30 minutes", or a cron expression in the server's time zone. */
  summarySchedule: z.string().default('0 * * * *'),
  /** When the report of the last whole day is posted: written as `summarySchedule` is. */
  dailySchedule: z.string().default('30 0 * * *'),
  /** When word clouds and marks of negative messages are due: written as `summarySchedule` is. */
  cloudSchedule: z.string().default('off'),
  markSchedule: z.string().default('off'),
  /** What is posted for a time in which nobody wrote: one line or nothing. */
  quietReports: z.enum(QUIET_REPORTS).default('none'),
  sensitivity: z.enum(SENSITIVITIES).default('normal'),
  /** React to judged messages with 😄 😐 😟. */
  reactions: z.boolean().default(false),
  /** Where reports and alerts go beside Discord. */
  webhooks: z.array(webhook).max(MOST_WEBHOOKS).default([]),
  /** Roles that are run on a schedule, one for each slot at most. */
  roleJobs: z.array(roleJobSetting).max(ROLE_SLOTS.length).default([]),
  /** Channels with a sensitivity of their own. */
  channelSensitivity: z.array(z.object({ channelId, level: z.enum(SENSITIVITIES) })).default([]),
  /** Channels that need more or less evidence, after false alarms and missed alerts; see mood/strictness. */
  strictness: z.array(z.object({ channelId, strictness: z.number().positive(), at: z.number() })).default([]),
  /** Turns of the mood for which people missed an alert, oldest first (milliseconds since 1970). */
  missed: z.array(z.object({ channelId, at: z.number() })).default([]),
  /** Since when reports are wanted as they are (milliseconds since 1970); see pipeline/reportsSince. */
  reportsSince: z
    .object({ summary: z.number().default(0), daily: z.number().default(0) })
    .default({ summary: 0, daily: 0 }),
  /**
   * The judge whose verdicts the detector knows, and since when (milliseconds since 1970; 0: from the first message on).
   * See pipeline/judgeChange.
   */
  judge: z.object({ version: z.string(), since: z.number() }).nullable().default(null),
  /** When the bot joined the server (milliseconds since 1970), once it has posted its notice there. */
  noticedStay: z.number().nullable().default(null),
  /** When the bot left the server (milliseconds since 1970); the data is erased after a grace period. */
  leftAt: z.number().nullable().default(null),
});

export type GuildSettings = z.infer<typeof guildSettings>;

export const DEFAULT_SETTINGS: GuildSettings = guildSettings.parse({});
