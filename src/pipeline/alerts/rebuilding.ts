// Rebuilds the spike watcher's state of a channel from the store, as if it had watched every message.
import type { Clock } from '../../clock.ts';
import { compareIds, type ChannelId } from '../../ids.ts';
import { pooledPrior } from '../../mood/baseline.ts';
import type { Evidence } from '../../mood/evidence.ts';
import { stepWatched } from '../../mood/relearning.ts';
import { afterSpike, baselineFrom, firstTested, type SpikeState } from '../../mood/spike.ts';
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
  /** When the judge of these verdicts came into force. */
  readonly since: number;
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
  const settings = await store.settings.get(scope.guildId);
  const since = settings.judge?.since ?? 0;
  const learned = { from: Math.max(from - LEARNED, since), to: from };
  const [hours, recent, incidents] = await Promise.all([
    since < from ? store.buckets.weighed(scope, learned) : [],
    store.messages.recent(scope, MOST_RECENT, { window: { from: Math.max(from, since), to: now + 1 } }),
    store.incidents.recent(scope.guildId, MOST_INCIDENTS),
  ]);
  // What the verdicts of an earlier judge gave rise to says nothing of these.
  const own = incidents.filter(
    ({ channelId, openedAt }) => channelId === scope.channelId && openedAt >= since,
  );
  const seen = recent
    .toReversed()
    .filter((message) => message.verdict && (!until || compareIds(message.id, until.id) <= 0));
  const prior = await priorAt(store, scope, since, hours[0]?.at ?? seen[0]?.createdAt ?? now);
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
    const step = stepWatched(state, { at, author, weight: weightOf(verdict) }, options, since);
    current = step.outcome.kind === 'spike' ? { message, evidence: step.outcome.evidence } : null;
    if (current && !covers(own, at)) unraised = current;
    state = during(own, step.state, at);
  }
  return { state, since, current, unraised };
}

/**
 * The prior of a channel whose first message was written then: the mood of the server's channels up to that time, as far
 * as the judge in force has judged it.
 */
async function priorAt(store: Store, { guildId }: Scope, since: number, first: number) {
  const to = firstTested(first);
  const from = Math.max(to - LEARNED, since);
  return pooledPrior(
    from < to ? await store.buckets.weighed({ guildId, channelId: null }, { from, to }) : [],
  );
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
