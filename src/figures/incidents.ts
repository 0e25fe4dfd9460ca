// The incidents that a card about some time tells of.
import type { ChannelId, GuildId } from '../ids.ts';
import { beganAt } from '../mood/evidence.ts';
import { isGoingOn, type IncidentFacts } from '../mood/incident.ts';
import type { Window } from '../mood/window.ts';
import { fellSilent } from '../store/incidents.ts';
import type { Incident, Store } from '../store/store.ts';

/** Looked through, the newest. */
const MOST_READ = 100;
const MOST_TOLD = 5;

/** How a channel's incidents are told: by its name, without it, or not at all. */
export type Telling = 'named' | 'unnamed' | 'untold';

/** Those that touch the window, oldest first: at most five, those that go on before those that are over. */
export async function incidentsIn(
  { incidents }: Pick<Store, 'incidents'>,
  guildId: GuildId,
  window: Window,
  tellingOf: (channelId: ChannelId) => Telling,
): Promise<IncidentFacts[]> {
  const recent = await incidents.recent(guildId, MOST_READ);
  const touching = recent
    .filter((incident) => touches(incident, window) && tellingOf(incident.channelId) !== 'untold')
    .map((incident) => factsOf(incident, tellingOf(incident.channelId)));
  const [now, over] = [touching.filter(isGoingOn), touching.filter((one) => !isGoingOn(one))];
  return [...now, ...over].slice(0, MOST_TOLD).toSorted((a, b) => a.since - b.since);
}

/** The stretch of time that an incident is about, up to its end. */
export function windowOf(incident: Incident): Window {
  return { from: beganAt(incident), to: (incident.resolvedAt ?? Number.MAX_SAFE_INTEGER - 1) + 1 };
}

function touches(incident: Incident, { from, to }: Window): boolean {
  const its = windowOf(incident);
  return its.from < to && its.to > from;
}

function factsOf(incident: Incident, telling: Telling): IncidentFacts {
  const { channelId, openedAt, resolvedAt, state, evidence, history } = incident;
  const { negative, total, expected, interval } = evidence;
  return {
    channelId: telling === 'named' ? channelId : null,
    since: beganAt(incident),
    openedAt,
    resolvedAt,
    isSilent: fellSilent(incident),
    isFalseAlarm: state === 'false alarm',
    acknowledged: history.some(({ act }) => act === 'acknowledged' || act === 'snoozed'),
    ...{ negative, total, expected, interval },
  };
}
