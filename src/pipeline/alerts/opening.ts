// A spike becomes an incident: a new one, or one of its channel that ended a short while ago.
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { renewed, type Evidence } from '../../mood/evidence.ts';
import type { Incident, IncidentStore, StoredMessage } from '../../store/store.ts';
import { changeIncident } from './changing.ts';
import { foldOf } from './folding.ts';
import { isCooling } from './life.ts';

export interface OpeningOptions {
  readonly incidents: IncidentStore;
  readonly clock: Clock;
  readonly log: Log;
}

export type SpikePlace = Pick<StoredMessage, 'guildId' | 'channelId' | 'createdAt'>;

/**
 * Opens an incident, or `last` again: the channel's newest, which is over. The incident that people are to be told of;
 * null where another process opened one meanwhile.
 */
export async function openIncident(
  options: OpeningOptions,
  { guildId, channelId, createdAt }: SpikePlace,
  evidence: Evidence,
  last: Incident | null,
): Promise<Incident | null> {
  const { incidents, log } = options;
  if (last && isCooling(last, createdAt)) {
    const by = { by: null, at: createdAt };
    const { kind, incident } = await changeIncident(incidents, last.id, { act: 'reopened' }, by);
    if (kind === 'done') {
      await incidents.update(incident.id, renewed(incident, evidence));
      log.info({ guildId, channelId }, 'an incident opened again');
      return incident;
    }
  }
  const { incident, fresh } = await incidents.open({ guildId, channelId, openedAt: createdAt, evidence });
  if (!fresh) {
    await incidents.update(incident.id, renewed(incident, evidence));
    return null;
  }
  const { negative, total } = evidence;
  log.info({ guildId, channelId, negative, total }, 'an incident opened');
  return foldIn(options, incident);
}

/** Where several channels turn together, the incident shares the message of theirs. */
async function foldIn({ incidents, clock, log }: OpeningOptions, incident: Incident): Promise<Incident> {
  const { guildId } = incident;
  const fold = foldOf(incident, await incidents.openIn(guildId));
  if (!fold) return incident;
  const wish = { act: 'joined', leadId: fold.leadId } as const;
  for (const { id } of fold.joining) {
    await changeIncident(incidents, id, wish, { by: null, at: clock.now() });
  }
  log.info({ guildId, leadId: fold.leadId, joining: fold.joining.length }, 'incidents were joined');
  return (await incidents.get(incident.id)) ?? incident;
}
