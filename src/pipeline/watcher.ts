// The spike watcher: one fold a channel, fed with every verdict; what it finds becomes an incident.
import type { Clock } from '../clock.ts';
import { compareIds, type ChannelId } from '../ids.ts';
import { pooledPrior } from '../mood/baseline.ts';
import {
  afterSpike,
  baselineFrom,
  calmAgain,
  firstTested,
  stepSpike,
  type SpikeOutcome,
  type SpikeState,
} from '../mood/spike.ts';
import type { Evidence } from '../mood/evidence.ts';
import { DAY, HOUR, quarterOf } from '../mood/window.ts';
import type { Incident, Scope, Store, StoredMessage } from '../store/store.ts';
import type { Alerts } from './alerts.ts';
import { spikeOptionsOf } from './alerts/thresholds.ts';
import { eachOf } from './each.ts';

export interface Watcher {
  /** Takes a message whose verdict was stored. */
  see(message: StoredMessage, label: 'positive' | 'neutral' | 'negative'): Promise<void>;
  /** Verdicts on these messages may be stored that were not seen: their channels are looked at anew, from the store. */
  forget(messages: readonly StoredMessage[]): void;
  /** Ends incidents whose channels are calm again, and raises what was not seen; to be called about every minute. */
  settle(): Promise<void>;
  /** After a start: raises what was judged within the last hour and could not be raised, since the program ended. */
  resume(): Promise<void>;
}

type ChannelScope = Scope & { readonly channelId: ChannelId };

/** A spike older than this is history, not an alarm. */
const ALARMING = HOUR;
/** What lies before the tested hours is learned from buckets, less what was alerted. */
const LEARNED = 60 * DAY;
const MOST_RECENT = 20_000;
const MOST_INCIDENTS = 500;

export function createWatcher({
  store,
  clock,
  alerts,
}: {
  store: Store;
  clock: Clock;
  alerts: Pick<Alerts, 'raise' | 'resolve'>;
}): Watcher {
  const states = new Map<ChannelId, SpikeState>();
  const turns = new Map<ChannelId, Promise<void>>();
  const unseen = new Map<ChannelId, ChannelScope>();

  /** A channel's messages and the clock one after the other, or one would write over what the other saw. */
  function inTurn(channel: ChannelId, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(channel) ?? Promise.resolve()).then(work, work);
    turns.set(channel, turn);
    return turn;
  }

  /** The state as if every message up to `until` had just been seen, from what is stored. */
  async function rebuild(scope: ChannelScope, until: Pick<StoredMessage, 'id' | 'createdAt'> | null) {
    const now = until?.createdAt ?? clock.now();
    const from = firstTested(now);
    const [rows, recent, incidents, settings] = await Promise.all([
      store.buckets.rows(scope, { from: from - LEARNED, to: from }),
      store.messages.recent(scope, MOST_RECENT, { window: { from, to: now + 1 } }),
      store.incidents.recent(scope.guildId, MOST_INCIDENTS),
      store.settings.get(scope.guildId),
    ]);
    const own = incidents.filter(({ channelId }) => channelId === scope.channelId);
    const seen = recent
      .toReversed()
      .filter((message) => message.verdict && (!until || compareIds(message.id, until.id) <= 0));
    const prior = await priorAt(scope, rows[0]?.at ?? seen[0]?.createdAt ?? now);
    // The fold learned nothing of the hours that it was looking back on when an incident opened.
    const alerted = own.map(({ openedAt, resolvedAt }) => ({
      from: firstTested(openedAt),
      to: (resolvedAt ?? now) + 1,
    }));
    let state = baselineFrom(rows, prior, alerted);
    let outcome: SpikeOutcome = { kind: 'calm' };
    let unraised: { message: StoredMessage; evidence: Evidence } | null = null;
    for (const message of seen) {
      const { createdAt: at, authorId: author, verdict } = message;
      if (!verdict) continue;
      state = during(own, state, at - 1);
      const options = spikeOptionsOf(settings, scope.channelId, at);
      ({ state, outcome } = stepSpike(state, { at, author, label: verdict.label }, options));
      if (outcome.kind === 'spike' && !covers(own, at)) unraised = { message, evidence: outcome.evidence };
      state = during(own, state, at);
    }
    return { state, outcome, unraised };
  }

  /** What is believed of a channel whose first message was written then: as the server's channels were by that time. */
  async function priorAt({ guildId }: Scope, first: number) {
    const to = firstTested(first);
    const channels = await store.buckets.byChannel(guildId, { from: to - LEARNED, to });
    return pooledPrior(channels.map(({ counts }) => counts));
  }

  async function step(message: StoredMessage, label: 'positive' | 'neutral' | 'negative') {
    const held = states.get(message.channelId);
    if (!held) return await rebuild(message, message);
    const at = message.createdAt;
    const options = spikeOptionsOf(await store.settings.get(message.guildId), message.channelId, at);
    const state = await calmed(message, held, at);
    return stepSpike(state, { at, author: message.authorId, label }, options);
  }

  /** The state once it was asked whether the channel is calm again by now: before every message, and by the clock. */
  async function calmed(scope: Pick<StoredMessage, 'guildId' | 'channelId'>, state: SpikeState, now: number) {
    const calm = calmAgain(state, now);
    if (!calm) return state;
    const open = await store.incidents.openIn(scope.guildId);
    const incident = open.find(({ channelId }) => channelId === scope.channelId);
    if (incident) await alerts.resolve(incident, calm.resolvedAt);
    return calm.state;
  }

  async function settleOne(incident: Incident): Promise<void> {
    const held = states.get(incident.channelId);
    const state = await calmed(incident, held ?? (await rebuild(incident, null)).state, clock.now());
    // What is built anew may count verdicts that are stored and still on their way here, which would count twice.
    if (held) states.set(incident.channelId, state);
  }

  async function seeOne(message: StoredMessage, label: 'positive' | 'neutral' | 'negative'): Promise<void> {
    const { state, outcome } = await step(message, label);
    const isPast = clock.now() - message.createdAt > ALARMING;
    states.set(message.channelId, isPast ? { ...state, alert: null } : state);
    if (outcome.kind === 'spike' && !isPast) await alerts.raise(message, outcome.evidence);
  }

  async function resumeOne(scope: ChannelScope): Promise<void> {
    const { unraised } = await rebuild(scope, null);
    if (unraised && clock.now() - unraised.message.createdAt <= ALARMING) {
      await alerts.raise(unraised.message, unraised.evidence);
      states.delete(scope.channelId); // the next message finds the incident in the store
    }
  }

  async function seeAgain(scope: ChannelScope): Promise<void> {
    unseen.delete(scope.channelId);
    try {
      await inTurn(scope.channelId, () => resumeOne(scope));
    } catch (error) {
      unseen.set(scope.channelId, scope);
      throw error;
    }
  }

  return {
    async see(message, label) {
      if (message.revision > 1) return; // an edit was counted when it was first seen
      await inTurn(message.channelId, () => seeOne(message, label));
    },
    forget(messages) {
      for (const { guildId, channelId } of messages) unseen.set(channelId, { guildId, channelId });
      for (const channel of unseen.keys()) {
        void inTurn(channel, () => Promise.resolve(void states.delete(channel)));
      }
    },
    async settle() {
      const settleInTurn = (incident: Incident) => inTurn(incident.channelId, () => settleOne(incident));
      const steps = [
        () => allOf([...unseen.values()], seeAgain),
        async () => allOf(await store.incidents.allOpen(), settleInTurn),
      ];
      await allOf(steps, (step) => step());
    },
    async resume() {
      const now = clock.now();
      const lately = { from: quarterOf(now - ALARMING), to: now + 1 };
      await allOf(await store.settings.guilds(), async (guildId) => {
        const channels = await store.buckets.byChannel(guildId, lately);
        const turned = channels.filter(({ counts }) => counts.negative > 0);
        await allOf(turned, ({ channelId }) => inTurn(channelId, () => resumeOne({ guildId, channelId })));
      });
    },
  };
}

/** Does `task` for each of `items`, whatever fails in one; the first failure is thrown when all had their turn. */
async function allOf<T>(items: Iterable<T>, task: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  await eachOf(items, task, (error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
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
