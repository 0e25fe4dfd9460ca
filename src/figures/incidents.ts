// The incidents of some time: what a card tells of them, and what they keep from being quoted as good.
import type { ChannelId, GuildId } from '../ids.ts';
import { beganAt } from '../mood/evidence.ts';
import { isGoingOn, type IncidentFacts } from '../mood/incident.ts';
import type { Trouble } from '../mood/typical.ts';
import type { Window } from '../mood/window.ts';
import { fellSilent } from '../store/incidents.ts';
import type { Incident, Store } from '../store/store.ts';

/** Looked through, the newest. */
const MOST_READ = 100;
const MOST_TOLD = 5;

/** How a channel's incidents are told: by its name, without it, or not at all. */
export type Telling = 'named' | 'unnamed' | 'untold';

/** Those of a server that touch the window, the newest first. */
export async function incidentsIn(
  { incidents }: Pick<Store, 'incidents'>,
  guildId: GuildId,
  window: Window,
): Promise<Incident[]> {
  const recent = await incidents.recent(guildId, MOST_READ);
  return recent.filter((incident) => touches(incident, window));
}

/** What a card tells of incidents, oldest first: of at most five, those that go on before those that are over. */
export function toldOf(
  incidents: readonly Incident[],
  tellingOf: (channelId: ChannelId) => Telling,
): IncidentFacts[] {
  const told = incidents
    .filter(({ channelId }) => tellingOf(channelId) !== 'untold')
    .map((incident) => factsOf(incident, tellingOf(incident.channelId)));
  const [now, over] = [told.filter(isGoingOn), told.filter((one) => !isGoingOn(one))];
  return [...now, ...over].slice(0, MOST_TOLD).toSorted((a, b) => a.since - b.since);
}

/** The same as times of trouble, without those that were called false alarms. */
export function troublesOf(incidents: readonly Incident[]): Trouble[] {
  return incidents
    .filter(({ state }) => state !== 'false alarm')
    .map((incident) => ({
      channelId: incident.channelId,
      from: windowOf(incident).from,
      to: incident.resolvedAt,
    }));
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
