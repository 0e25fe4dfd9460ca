// The spike watcher: one fold a channel, fed with every verdict; what it finds becomes an incident.
import type { Clock } from '../clock.ts';
import { compareIds, type ChannelId } from '../ids.ts';
import { pooledPrior } from '../mood/baseline.ts';
import { baselineFrom, calmAgain, stepSpike, type SpikeOutcome, type SpikeState } from '../mood/spike.ts';
import { DAY, HOUR } from '../mood/window.ts';
import type { Incident, Scope, Store, StoredMessage } from '../store/store.ts';
import type { Alerts } from './alerts.ts';

export interface Watcher {
  /** Takes a message whose verdict was stored. */
  see(message: StoredMessage, label: 'positive' | 'neutral' | 'negative'): Promise<void>;
  /** Ends incidents whose channels are calm again; to be called about every minute. */
  settle(): Promise<void>;
}

/** A spike older than this is history, not an alarm. */
const ALARMING = HOUR;
/** What the fold still tests lies in the last hours; what is older is learned from buckets. */
const TESTED = 3 * HOUR;
const LEARNED = 60 * DAY;
const MOST_RECENT = 2000;

export function createWatcher({
  store,
  clock,
  alerts,
}: {
  store: Store;
  clock: Clock;
  alerts: Alerts;
}): Watcher {
  const states = new Map<ChannelId, SpikeState>();

  /** The state as if every message up to `until` had just been seen, from what is stored. */
  async function rebuild(
    scope: Scope & { channelId: ChannelId },
    until: Pick<StoredMessage, 'id' | 'createdAt'> | null,
  ) {
    const now = until?.createdAt ?? clock.now();
    const from = Math.floor((now - TESTED) / HOUR) * HOUR;
    const [rows, channels, recent, open, { sensitivity }] = await Promise.all([
      store.buckets.rows(scope, { from: from - LEARNED, to: from }),
      store.buckets.byChannel(scope.guildId, { from: from - LEARNED, to: from }),
      store.messages.recent(scope, MOST_RECENT, { window: { from, to: now + 1 } }),
      store.incidents.openIn(scope.guildId),
      store.settings.get(scope.guildId),
    ]);
    const incident = open.find(({ channelId }) => channelId === scope.channelId);
    const alerted = incident ? [{ from: incident.openedAt, to: now }] : [];
    const prior = pooledPrior(channels.map(({ counts }) => counts));
    let state = baselineFrom(rows, prior, alerted);
    let outcome: SpikeOutcome = { kind: 'calm' };
    for (const message of recent.toReversed()) {
      if (!message.verdict || (until && compareIds(message.id, until.id) > 0)) continue;
      const seen = { at: message.createdAt, author: message.authorId, label: message.verdict.label };
      ({ state, outcome } = stepSpike(state, seen, { sensitivity }));
    }
    return { state: { ...state, alert: incident ? { openedAt: incident.openedAt } : null }, outcome };
  }

  async function step(message: StoredMessage, label: 'positive' | 'neutral' | 'negative') {
    const state = states.get(message.channelId);
    if (!state) return await rebuild(message, message);
    const { sensitivity } = await store.settings.get(message.guildId);
    return stepSpike(state, { at: message.createdAt, author: message.authorId, label }, { sensitivity });
  }

  async function settleOne(incident: Incident): Promise<void> {
    const state = states.get(incident.channelId) ?? (await rebuild(incident, null)).state;
    const calm = calmAgain(state, clock.now());
    states.set(incident.channelId, calm?.state ?? state);
    if (calm) await alerts.resolve(incident, calm.resolvedAt);
  }

  return {
    async see(message, label) {
      if (message.revision > 1) return; // an edit was counted when it was first seen
      const { state, outcome } = await step(message, label);
      const isPast = clock.now() - message.createdAt > ALARMING;
      states.set(message.channelId, isPast ? { ...state, alert: null } : state);
      if (outcome.kind === 'spike' && !isPast) await alerts.raise(message, outcome.evidence);
    },
    async settle() {
      const known = await store.incidents.allOpen();
      for (const incident of known) await settleOne(incident);
    },
  };
}
