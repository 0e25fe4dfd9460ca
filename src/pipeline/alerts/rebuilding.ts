// Rebuilds the spike watcher's state of a channel from the store, as if it had watched every message.
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

/** A message at which a spike was found. */
interface Found {
  readonly message: StoredMessage;
  readonly evidence: Evidence;
}

export interface Rebuilt {
  readonly state: SpikeState;
  /** The spike at the last message; null where there is none. */
  readonly current: Found | null;
  /** The newest spike that no incident covers. */
  readonly unraised: Found | null;
}

/** The baseline is learned from the buckets of this long before the tested hours, without the hours of incidents. */
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
  // The watcher learns nothing from the hours that it was testing when an incident opened.
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

/** The prior of a channel whose first message was written then: the mood of the server's channels up to that time. */
async function priorAt(store: Store, { guildId }: Scope, first: number) {
  const to = firstTested(first);
  return pooledPrior(await store.buckets.weighed({ guildId, channelId: null }, { from: to - LEARNED, to }));
}

/** Whether one of the incidents was going on at that moment. */
function covers(incidents: readonly Incident[], at: number): boolean {
  return incidents.some(
    ({ openedAt, resolvedAt }) => openedAt <= at && (resolvedAt === null || at <= resolvedAt),
  );
}

/** The state with the incident that was stored at that moment: a sensitivity that changed later starts and ends none. */
function during(incidents: readonly Incident[], state: SpikeState, at: number): SpikeState {
  const incident = incidents.find(
    ({ openedAt, resolvedAt }) => openedAt <= at && (resolvedAt === null || resolvedAt > at),
  );
  if (incident) return { ...state, alert: { openedAt: incident.openedAt } };
  const ended = incidents.find(({ openedAt }) => openedAt === state.alert?.openedAt);
  return ended?.resolvedAt ? afterSpike(state, ended.resolvedAt) : { ...state, alert: null };
}
