// Whether a webhook takes what is sent to it. It is remembered with the webhook, so that people hear of its end once.
import type { GuildId } from '../ids.ts';
import type { SettingsStore } from '../store/store.ts';
import type { Webhook } from '../store/webhooks.ts';

/** A webhook of which a delivery was given up. */
export interface DeadWebhook {
  readonly guildId: GuildId;
  readonly webhook: Webhook;
  /** Since when nothing arrived, milliseconds since 1970. */
  readonly diedAt: number;
  /** Of the delivery that was given up: hostile text. */
  readonly reason: string;
}

/** Null where the server has no such webhook any more, or the target is a file. */
export async function noteDeath(
  settings: Pick<SettingsStore, 'update'>,
  { guildId, target }: { readonly guildId: GuildId; readonly target: string },
  now: number,
): Promise<Pick<DeadWebhook, 'webhook' | 'diedAt'> | null> {
  const { after } = await settings.update(guildId, (held) =>
    held.webhooks.some(({ id, diedAt }) => id === target && diedAt === undefined)
      ? {
          ...held,
          webhooks: held.webhooks.map((one) => (one.id === target ? { ...one, diedAt: now } : one)),
        }
      : held,
  );
  const webhook = after.webhooks.find(({ id }) => id === target);
  return webhook?.diedAt === undefined ? null : { webhook, diedAt: webhook.diedAt };
}

/** A delivery arrived: the next end is news again. */
export async function noteArrival(
  settings: Pick<SettingsStore, 'get' | 'update'>,
  { guildId, target }: { readonly guildId: GuildId; readonly target: string },
): Promise<void> {
  const isDead = ({ id, diedAt }: Webhook) => id === target && diedAt !== undefined;
  if (!(await settings.get(guildId)).webhooks.some(isDead)) return;
  await settings.update(guildId, (held) => ({
    ...held,
    webhooks: held.webhooks.map(({ diedAt, ...one }) =>
      diedAt === undefined || one.id === target ? one : { ...one, diedAt },
    ),
  }));
}
