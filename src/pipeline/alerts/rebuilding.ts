// The spike watcher's state of a channel as the store tells it: what watching every message would have made of it.
import type { Clock } from '../../clock.ts';
import { compareIds, type ChannelId } from '../../ids.ts';
import { pooledPrior } from '../../mood/baseline.ts';
import type { Evidence } from '../../mood/evidence.ts';
import { afterSpike, baselineFrom, firstTested, stepSpike, type SpikeState } from '../../mood/spike.ts';
import { weightOf } from '../../mood/weight.ts';
import { DAY } from '../../mood/window.ts';
import type { Incident, Scope, Store, StoredMessage } from '../../store/store.ts';
import { spikeOptionsOf } from './thresholds.ts';

export type ChannelScope = Scope & { readonly channelId: ChannelId };

/** A message at which the channel counts as turned. */
interface Found {
  readonly message: StoredMessage;
  readonly evidence: Evidence;
}

export interface Rebuilt {
  readonly state: SpikeState;
  /** At the last message; null where that is calm. */
  readonly current: Found | null;
  /** The newest that no incident covers. */
  readonly unraised: Found | null;
}

/** What lies before the tested hours is learned from buckets, less what was alerted. */
const LEARNED = 60 * DAY;
const MOST_RECENT = 20_000;
const MOST_INCIDENTS = 500;

/** The state as if every message up to `until` (null: up to now) had just been seen. */
export async function rebuild(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  scope: ChannelScope,
  until: Pick<StoredMessage, 'id' | 'createdAt'> | null,
): Promise<Rebuilt> {
  const now = until?.createdAt ?? clock.now();
  const from = firstTested(now);
  const [hours, recent, incidents, settings] = await Promise.all([
    store.buckets.weighed(scope, { from: from - LEARNED, to: from }),
    store.messages.recent(scope, MOST_RECENT, { window: { from, to: now + 1 } }),
    store.incidents.recent(scope.guildId, MOST_INCIDENTS),
    store.settings.get(scope.guildId),
  ]);
  const own = incidents.filter(({ channelId }) => channelId === scope.channelId);
  const seen = recent
    .toReversed()
    .filter((message) => message.verdict && (!until || compareIds(message.id, until.id) <= 0));
  const prior = await priorAt(store, scope, hours[0]?.at ?? seen[0]?.createdAt ?? now);
  // The fold learned nothing of the hours that it was looking back on when an incident opened.
  const alerted = own.map(({ openedAt, resolvedAt }) => ({
    from: firstTested(openedAt),
    to: (resolvedAt ?? now) + 1,
  }));
  let state = baselineFrom(hours, prior, alerted);
  let current: Found | null = null;
  let unraised: Found | null = null;
  for (const message of seen) {
    const { createdAt: at, authorId: author, verdict } = message;
    if (!verdict) continue;
    state = during(own, state, at - 1);
    const options = spikeOptionsOf(settings, scope.channelId, at);
    const step = stepSpike(state, { at, author, weight: weightOf(verdict) }, options);
    current = step.outcome.kind === 'spike' ? { message, evidence: step.outcome.evidence } : null;
    if (current && !covers(own, at)) unraised = current;
    state = during(own, step.state, at);
  }
  return { state, current, unraised };
}

/** What is believed of a channel whose first message was written then: as the server's channels were by that time. */
async function priorAt(store: Store, { guildId }: Scope, first: number) {
  const to = firstTested(first);
  return pooledPrior(await store.buckets.weighed({ guildId, channelId: null }, { from: to - LEARNED, to }));
}

/** An incident of that moment is stored. */
function covers(incidents: readonly Incident[], at: number): boolean {
  return incidents.some(
    ({ openedAt, resolvedAt }) => openedAt <= at && (resolvedAt === null || at <= resolvedAt),
  );
}

/** With the incident of that moment, as moderators saw it: a sensitivity that changed since makes none and ends none. */
function during(incidents: readonly Incident[], state: SpikeState, at: number): SpikeState {
  const incident = incidents.find(
    ({ openedAt, resolvedAt }) => openedAt <= at && (resolvedAt === null || resolvedAt > at),
  );
  if (incident) return { ...state, alert: { openedAt: incident.openedAt } };
  const ended = incidents.find(({ openedAt }) => openedAt === state.alert?.openedAt);
  return ended?.resolvedAt ? afterSpike(state, ended.resolvedAt) : { ...state, alert: null };
}
