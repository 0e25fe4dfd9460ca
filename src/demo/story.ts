// The rehearsal's script: thirteen people, a calm day, an outage and the evening after. The words are in the JSON files beside it.
import { z } from 'zod';
import calmRows from './calm.json' with { type: 'json' };
import castRows from './cast.json' with { type: 'json' };
import eveningRows from './evening.json' with { type: 'json' };
import outageRows from './outage.json' with { type: 'json' };

const line = z.strictObject({
  channel: z.string(),
  /** A user name of the cast. */
  by: z.string(),
  /** {user name} and {#channel} become mentions. */
  text: z.string().min(1).max(2000),
  /** How many messages back in the same channel the answered one is. */
  answers: z.int().positive().optional(),
});

const pastLine = line.extend({
  /** Minutes before the outage starts. */
  minutesBefore: z.number().positive(),
});

const person = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  locale: z.string(),
  moderates: z.boolean().default(false),
});

export type Line = z.infer<typeof line>;
type PastLine = z.infer<typeof pastLine>;
export type CastMember = z.infer<typeof person>;

/** Oldest first. */
export const CALM: readonly PastLine[] = z.array(pastLine).parse(calmRows);
export const OUTAGE: readonly Line[] = z.array(line).parse(outageRows);
/** Once the servers are back. */
export const EVENING: readonly Line[] = z.array(line).parse(eveningRows);
export const CAST: readonly CastMember[] = z.array(person).parse(castRows);

export const GUILD_NAME = 'Harbour';
export const CHANNELS = {
  general: 'general',
  support: 'support',
  reports: 'mood-reports',
  alerts: 'mod-alerts',
} as const;
/** In the order of the left column. */
export const ALL_CHANNELS: readonly { name: string; isPrivate?: boolean }[] = [
  { name: CHANNELS.general },
  { name: '中文闲聊' },
  { name: CHANNELS.support },
  { name: CHANNELS.reports },
  { name: CHANNELS.alerts, isPrivate: true },
];

/** The two who may lead the story, each in their own language: whoever watches looks with the eyes of one of them. */
export const STARS = { en: 'mira', 'zh-CN': 'wen' } as const;
export type StoryLanguage = keyof typeof STARS;
