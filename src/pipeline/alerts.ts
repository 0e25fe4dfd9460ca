// Incidents: they open, are worked on by people, keep their message current and end.
import { reasonOf } from '../errors.ts';
import type { GuildId, UserId } from '../ids.ts';
import { renewed, type Evidence } from '../mood/evidence.ts';
import { MINUTE } from '../mood/window.ts';
import type { AlertEnd } from '../report/alertFacts.ts';
import type { Incident } from '../store/store.ts';
import { changeIncident, membersOf, type Acted } from './alerts/changing.ts';
import { escalate } from './alerts/escalating.ts';
import { FALSE_ALARM_HOLDS, hasWorsened, type Wish } from './alerts/life.ts';
import { openIncident, type SpikePlace } from './alerts/opening.ts';
import { createShowing, TOO_LATE, type ShowingOptions } from './alerts/showing.ts';
import { endSlowModes } from './alerts/slowing.ts';
import { teach } from './alerts/thresholds.ts';
import type { RefusedAlert } from './alerts/unsaid.ts';
import { eachOf } from './each.ts';

export type { Wish } from './alerts/life.ts';

export interface Alerts {
  /** A spike at this message: opens an incident, or brings the one of its channel up to date. */
  raise(message: SpikePlace, evidence: Evidence): Promise<void>;
  /** The channel is calm again, or silent. */
  resolve(incident: Incident, at: number, end: AlertEnd): Promise<void>;
  /** Posts and edits the alerts that an earlier run could not post or edit. */
  resume(): Promise<void>;
  /** Ends snoozes and slow modes, calls people where it got worse or nobody took it up, and brings messages up to date; to be called about every minute. */
  refresh(): Promise<void>;
  /** Alerts of a server that Discord refused in every form, while the incidents last. */
  refused(guildId: GuildId): RefusedAlert[];
  /** A person acts on an incident and on all that share its message. Of several who ask for the same, only the first acts. */
  act(id: string, wish: Wish, by: UserId): Promise<Acted>;
}

export type AlertsOptions = ShowingOptions;

/** How often an open alert shows newer evidence. */
const EDIT_PAUSE = MINUTE / 2;

export function createAlerts(options: AlertsOptions): Alerts {
  const { client, store, clock, background } = options;
  const { incidents } = store;
  const showing = createShowing(options);
  const shownAt = new Map<string, number>();

  const show = (incident: Incident | null) => {
    if (!incident) return;
    if (incident.resolvedAt === null) shownAt.set(incident.id, clock.now());
    else shownAt.delete(incident.id);
    background.run('an alert', () => showing.show(incident));
  };
  const isServed = ({ guildId }: Incident) => client.guilds.cache.has(guildId);
  const showUnshown = async () => {
    for (const incident of (await incidents.unshown()).filter(isServed)) show(incident);
  };

  return {
    async raise(place, evidence) {
      const last = await incidents.latest(place.guildId, place.channelId);
      if (!last || last.resolvedAt !== null) {
        show(await openIncident({ ...options, incidents }, place, evidence, last));
        return;
      }
      await incidents.update(last.id, renewed(last, evidence));
      const shown = shownAt.get(last.id) ?? last.openedAt;
      if (last.state !== 'false alarm' && clock.now() - shown >= EDIT_PAUSE) show(last);
    },
    async resolve(incident, at, end) {
      show(await resolve(incident, at, end, options));
    },
    refused: (guildId) => showing.refused(guildId),
    async resume() {
      for (const incident of (await incidents.allOpen()).filter(isServed)) {
        const isNews = clock.now() - incident.openedAt < TOO_LATE;
        if (incident.messageId === null && incident.leadId === null && isNews) show(incident);
      }
      await showUnshown();
    },
    async refresh() {
      await eachOf(
        (await incidents.allOpen()).filter(isServed),
        async (incident) => {
          await escalate(options, incident);
          show(await overTime(incident, options));
        },
        (error, { guildId, channelId }) => {
          const facts = { guildId, channelId, reason: reasonOf(error) };
          options.log.error(facts, 'an incident could not be brought up to date');
        },
      );
      for (const incident of await endSlowModes({ ...options, incidents })) show(incident);
      await showUnshown();
    },
    async act(id, wish, by) {
      const acted = await actTogether(id, wish, by, options);
      if (acted.kind === 'done') show(acted.incident);
      return acted;
    },
  };
}

type Parts = Pick<AlertsOptions, 'store' | 'clock' | 'log'>;

/** The incident as it ended; null where it is over already. */
async function resolve(
  incident: Incident,
  at: number,
  end: AlertEnd,
  { store, log }: Parts,
): Promise<Incident | null> {
  const wish = { act: end === 'silence' ? 'fell silent' : 'resolved' } as const;
  const { kind, incident: ended } = await changeIncident(store.incidents, incident.id, wish, {
    by: null,
    at,
  });
  if (kind !== 'done') return null;
  log.info({ guildId: incident.guildId, channelId: incident.channelId }, 'an incident ended');
  return ended;
}

/** Does what became due by the clock alone; the incident to show, null where there is nothing new to show. */
async function overTime(incident: Incident, parts: Parts): Promise<Incident | null> {
  const { store, clock, log } = parts;
  const { id, guildId, channelId, state, openedAt, snoozed } = incident;
  const now = clock.now();
  if (state === 'false alarm' && now - openedAt > FALSE_ALARM_HOLDS)
    return resolve(incident, now, 'calm', parts);
  if (snoozed && snoozed.until <= now) {
    const act = hasWorsened(incident, now) ? 'worsened' : 'woken';
    const { kind } = await changeIncident(store.incidents, id, { act }, { by: null, at: now });
    if (kind === 'done' && act === 'worsened') log.info({ guildId, channelId }, 'an incident got worse');
  }
  return incident;
}

/** What is done once, however many channels turned together. */
const OF_LEAD: readonly Wish['act'][] = [
  'slow mode',
  'slow mode undone',
  'thread',
  'invites paused',
  'invites resumed',
];

/** Acts on all incidents that share the message. Slow mode and threads are for the channel of the first one only. */
async function actTogether(id: string, wish: Wish, by: UserId, { store, clock }: Parts): Promise<Acted> {
  const ofLead = OF_LEAD.includes(wish.act);
  const at = clock.now();
  const ids = ofLead ? [id] : await membersOf(store.incidents, id);
  let acted: Acted = { kind: 'gone', incident: null };
  for (const one of ids) {
    const next = await changeIncident(store.incidents, one, wish, { by, at });
    if (next.kind === 'done' && wish.act === 'false alarm') {
      const { guildId, channelId } = next.incident;
      await teach(store.settings, guildId, channelId, at);
    }
    if (acted.kind !== 'done') acted = next;
  }
  return acted;
}
