// Where a server sends its reports and alerts beside Discord: part of its settings.
import { z } from 'zod';

/** The forms of a delivery that targets understand. */
export const FORMS = ['wecom', 'slack', 'discord', 'json', 'email'] as const;
export type Form = (typeof FORMS)[number];

export const EVENT_CHOICES = ['all', 'reports', 'alerts'] as const;

/** How many webhooks a server may have: each event sends a request to each. */
export const MOST_WEBHOOKS = 5;

export const webhook = z.object({
  /** Short and random; names the webhook to people and in keys. */
  id: z.string().regex(/^[a-z0-9]{1,12}$/),
  form: z.enum(FORMS),
  /** The address, whole: a URL (whoever knows it can post) or a mailbox. Never logged, never shown. */
  to: z.string().max(2000),
  /** Signs what is sent in the form "json"; null elsewhere. */
  secret: z.string().max(200).nullable().default(null),
  events: z.enum(EVENT_CHOICES).default('all'),
  /** When a delivery to it was given up and none has arrived since, milliseconds since 1970; absent: it works. */
  diedAt: z.number().optional(),
});

export type Webhook = z.infer<typeof webhook>;
