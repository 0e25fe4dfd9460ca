// Incidents: they open, are worked on by people, keep their message current and end.
import { reasonOf } from '../errors.ts';
import type { GuildId, UserId } from '../ids.ts';
import type { Evidence } from '../mood/evidence.ts';
import { MINUTE } from '../mood/window.ts';
import type { Incident, StoredMessage } from '../store/store.ts';
import { foldOf } from './alerts/folding.ts';
import {
  changeFor,
  FALSE_ALARM_HOLDS,
  hasWorsened,
  isCooling,
  type Refused,
  type Wish,
} from './alerts/life.ts';
import { createShowing, TOO_LATE, type ShowingOptions } from './alerts/showing.ts';
import { teach } from './alerts/thresholds.ts';
import type { RefusedAlert } from './alerts/unsaid.ts';
import type { Background } from './background.ts';
import { eachOf } from './each.ts';

export type { Wish } from './alerts/life.ts';

/** What became of an act, and the incident as it is now; "gone": there is no such incident. */
type Acted =
  | { readonly kind: 'done' | Refused; readonly incident: Incident }
  | { readonly kind: 'gone'; readonly incident: null };

export interface Alerts {
  /** A spike at this message: opens an incident, or brings the one of its channel up to date. */
  raise(
    message: Pick<StoredMessage, 'guildId' | 'channelId' | 'createdAt'>,
    evidence: Evidence,
  ): Promise<void>;
  /** The channel is calm again. */
  resolve(incident: Incident, at: number): Promise<void>;
  /** Posts what an earlier run opened and could not post, and shows what it changed and could not show. */
  resume(): Promise<void>;
  /** Ends snoozes, tells what got worse, and brings messages up to date; to be called about every minute. */
  refresh(): Promise<void>;
  /** Alerts of a server that Discord refused in every form, while the incidents last. */
  refused(guildId: GuildId): RefusedAlert[];
  /** Somebody acts on an incident, and on those that its message speaks for. The first of many who ask for the same acts. */
  act(id: string, wish: Wish, by: UserId): Promise<Acted>;
}

export interface AlertsOptions extends ShowingOptions {
  readonly background: Background;
}

/** How often an open alert shows newer evidence. */
const EDIT_PAUSE = MINUTE / 2;

export function createAlerts(options: AlertsOptions): Alerts {
  const { client, store, clock, log, background } = options;
  const { incidents } = store;
  const showing = createShowing(options);
  const shownAt = new Map<string, number>();

  const show = (incident: Incident) => {
    if (incident.resolvedAt === null) shownAt.set(incident.id, clock.now());
    else shownAt.delete(incident.id);
    background.run('an alert', () => showing.show(incident));
  };

  /** Again and again until nobody was faster. */
  async function change(id: string, wish: Wish, by: UserId | null, at = clock.now()): Promise<Acted> {
    for (;;) {
      const incident = await incidents.get(id);
      if (!incident) return { kind: 'gone', incident };
      const wanted = changeFor(incident, wish, at);
      if (typeof wanted === 'string') return { kind: wanted, incident };
      const reason = wish.act === 'false alarm' ? { reason: wish.reason } : {};
      const changed = await incidents.change(id, incident.revision, wanted, {
        act: wish.act,
        at,
        by,
        ...reason,
      });
      if (changed) return { kind: 'done', incident: changed };
      // Reopening fails for good where the channel has another incident by now.
      if (wish.act === 'reopened') return { kind: 'over', incident };
    }
  }

  async function foldIn(incident: Incident): Promise<Incident> {
    const fold = foldOf(incident, await incidents.openIn(incident.guildId));
    if (!fold) return incident;
    const wish = { act: 'joined', leadId: fold.leadId } as const;
    for (const { id } of fold.joining) await change(id, wish, null);
    const { guildId } = incident;
    log.info({ guildId, leadId: fold.leadId, joining: fold.joining.length }, 'incidents were joined');
    return (await incidents.get(incident.id)) ?? incident;
  }

  async function open(guildId: GuildId, place: Parameters<typeof incidents.open>[0]): Promise<void> {
    const { incident, fresh } = await incidents.open(place);
    if (!fresh) {
      await incidents.update(incident.id, place.evidence);
      return;
    }
    const { negative, total } = place.evidence;
    log.info({ guildId, channelId: place.channelId, negative, total }, 'an incident opened');
    show(await foldIn(incident));
  }

  /** What a snooze held back, once it is over. */
  async function wake(incident: Incident): Promise<void> {
    const act = hasWorsened(incident, clock.now()) ? 'worsened' : 'woken';
    const { kind } = await change(incident.id, { act }, null);
    if (kind === 'done' && act === 'worsened') {
      log.info({ guildId: incident.guildId, channelId: incident.channelId }, 'an incident got worse');
    }
  }

  async function membersOf(id: string): Promise<readonly string[]> {
    const members = await incidents.together(id);
    const live = members.filter(({ resolvedAt }) => resolvedAt === null);
    return (live.length > 0 ? live : members).map((incident) => incident.id);
  }

  const isServed = ({ guildId }: Incident) => client.guilds.cache.has(guildId);

  async function resolve(incident: Incident, at: number): Promise<void> {
    const { kind, incident: ended } = await change(incident.id, { act: 'resolved' }, null, at);
    if (kind !== 'done') return;
    log.info({ guildId: incident.guildId, channelId: incident.channelId }, 'an incident ended');
    show(ended);
  }

  async function refreshOne(incident: Incident): Promise<void> {
    const { state, openedAt, snoozed } = incident;
    if (state === 'false alarm' && clock.now() - openedAt > FALSE_ALARM_HOLDS) {
      await resolve(incident, clock.now());
      return;
    }
    if (snoozed && snoozed.until <= clock.now()) await wake(incident);
    show(incident);
  }

  return {
    async raise({ guildId, channelId, createdAt }, evidence) {
      const held = await incidents.latest(guildId, channelId);
      if (held && held.resolvedAt === null) {
        await incidents.update(held.id, evidence);
        if (held.state === 'false alarm') return;
        if (clock.now() - (shownAt.get(held.id) ?? held.openedAt) >= EDIT_PAUSE) show(held);
        return;
      }
      if (held && isCooling(held, createdAt)) {
        const { kind, incident } = await change(held.id, { act: 'reopened' }, null, createdAt);
        if (kind === 'done') {
          await incidents.update(incident.id, evidence);
          log.info({ guildId, channelId }, 'an incident opened again');
          show(incident);
          return;
        }
      }
      await open(guildId, { guildId, channelId, openedAt: createdAt, evidence });
    },
    resolve,
    refused: (guildId) => showing.refused(guildId),
    async resume() {
      for (const incident of (await incidents.allOpen()).filter(isServed)) {
        const isNews = clock.now() - incident.openedAt < TOO_LATE;
        if (incident.messageId === null && incident.leadId === null && isNews) show(incident);
      }
      for (const incident of (await incidents.unshown()).filter(isServed)) show(incident);
    },
    async refresh() {
      await eachOf(
        (await incidents.allOpen()).filter(isServed),
        refreshOne,
        (error, { guildId, channelId }) =>
          log.error(
            { guildId, channelId, reason: reasonOf(error) },
            'an incident could not be brought up to date',
          ),
      );
      for (const incident of (await incidents.unshown()).filter(isServed)) show(incident);
    },
    async act(id, wish, by) {
      const ofLead = wish.act === 'slow mode' || wish.act === 'slow mode undone' || wish.act === 'thread';
      const ids = ofLead ? [id] : await membersOf(id);
      let acted: Acted = { kind: 'gone', incident: null };
      for (const one of ids) {
        const next = await change(one, wish, by);
        if (next.kind === 'done' && wish.act === 'false alarm') {
          const { guildId, channelId } = next.incident;
          await teach(store.settings, guildId, channelId, clock.now());
        }
        if (acted.kind !== 'done') acted = next;
      }
      if (acted.kind === 'done') show(acted.incident);
      return acted;
    },
  };
}
