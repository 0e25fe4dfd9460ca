// An alert that nobody takes up calls a second role, once.
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { MINUTE } from '../../mood/window.ts';
import type { Incident, Store } from '../../store/store.ts';
import { changeIncident } from './changing.ts';
import { hushAt } from './hushing.ts';
import { isUntaken, openSince } from './life.ts';

interface EscalatingOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * To be called about every minute for each incident that is not over. What is due follows from the store alone, so that
 * a restart loses nothing and calls nobody twice. While nobody is to be mentioned the call waits.
 */
export async function escalate({ store, clock, log }: EscalatingOptions, incident: Incident): Promise<void> {
  const { id, guildId, channelId, leadId, messageId } = incident;
  if (!isUntaken(incident) || leadId !== null || messageId === null) return;
  const settings = await store.settings.get(guildId);
  const now = clock.now();
  const { secondCall } = settings;
  if (!secondCall || now < openSince(incident, now) + secondCall.afterMinutes * MINUTE) return;
  if (await hushAt(store, guildId, settings, now)) return;
  const { kind } = await changeIncident(store.incidents, id, { act: 'escalated' }, { by: null, at: now });
  if (kind === 'done')
    log.info({ guildId, channelId }, 'nobody took an incident up: a second role is called');
}
