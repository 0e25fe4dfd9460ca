// Saves a change of a server's settings, with all that follows from it.
import { isDeepStrictEqual } from 'node:util';
import type { GuildId } from '../ids.ts';
import { withReportsSince } from '../pipeline/reportsSince.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { CommandContext } from './command.ts';

/**
 * `change` may run more than once. Where it changes nothing, `after` is `before` itself. Jobs follow at once, and what
 * waits for a webhook that is gone is dropped.
 */
export async function saveSettings(
  { store, clock, reschedule, deliveries }: CommandContext,
  id: GuildId,
  change: (held: GuildSettings) => GuildSettings,
): Promise<{ readonly before: GuildSettings; readonly after: GuildSettings }> {
  const { before, after } = await store.settings.update(id, (held) => {
    const wanted = change(held);
    return isDeepStrictEqual(wanted, held) ? held : withReportsSince(held, wanted, clock.now());
  });
  if (after === before) return { before, after };
  for (const { id: webhook } of before.webhooks) {
    if (!after.webhooks.some((left) => left.id === webhook)) await deliveries.forget(id, webhook);
  }
  await reschedule(id);
  return { before, after };
}
