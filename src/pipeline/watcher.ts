// The spike watcher: one fold a channel, fed with every verdict; what it finds becomes an incident.
import type { Clock } from '../clock.ts';
import { compareIds, type ChannelId } from '../ids.ts';
import { calmAgain, stepSpike, type SpikeState } from '../mood/spike.ts';
import type { Verdict } from '../mood/verdict.ts';
import { weightOf } from '../mood/weight.ts';
import { HOUR, quarterOf } from '../mood/window.ts';
import type { Incident, Store, StoredMessage } from '../store/store.ts';
import type { Alerts } from './alerts.ts';
import { rebuild, type ChannelScope } from './alerts/rebuilding.ts';
import { createStates, type States } from './alerts/states.ts';
import { spikeOptionsOf } from './alerts/thresholds.ts';
import { eachOf } from './each.ts';
import { createLanes } from '../flow/lanes.ts';

export interface Watcher {
  /** Takes a message whose verdict was stored. */
  see(message: StoredMessage, verdict: Verdict): Promise<void>;
  /** Verdicts on these messages may be stored that were not seen: their channels are looked at anew, from the store. */
  forget(messages: readonly StoredMessage[]): void;
  /** Ends incidents whose channels are calm again, and raises what was not seen; to be called about every minute. */
  settle(): Promise<void>;
  /** After a start: raises what was judged within the last hour and could not be raised, since the program ended. */
  resume(): Promise<void>;
}

export interface WatcherOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly alerts: Pick<Alerts, 'raise' | 'resolve'>;
  /** What is remembered of channels; a bounded memory of its own unless given. */
  readonly states?: States;
}

/** A spike older than this is history, not an alarm. */
const ALARMING = HOUR;

export function createWatcher({ store, clock, alerts, states = createStates() }: WatcherOptions): Watcher {
  const turns = createLanes();
  const unseen = new Map<ChannelId, ChannelScope>();

  /** A channel's messages and the clock one after the other, or one would write over what the other saw. */
  async function inTurn(channel: ChannelId, work: () => Promise<void>): Promise<void> {
    await turns.enter(channel, work, Infinity);
  }

  const isPast = ({ createdAt }: Pick<StoredMessage, 'createdAt'>) => clock.now() - createdAt > ALARMING;

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
    if (held) {
      const state = await calmed(incident, held.state, clock.now());
      states.set(incident.channelId, { ...held, state });
      return;
    }
    const [last] = await store.messages.recent(incident, 1);
    if (!last) {
      await alerts.resolve(incident, clock.now()); // all that it rested on was deleted
      return;
    }
    // Not kept: it may count verdicts that are stored and still on their way here, which would count twice.
    const { state } = await rebuild({ store, clock }, incident, last);
    await calmed(incident, state, clock.now());
  }

  /** A message newer than all that the state has seen. */
  async function seeNext(held: SpikeState, message: StoredMessage, verdict: Verdict): Promise<void> {
    const { guildId, channelId, createdAt: at, authorId: author } = message;
    const options = spikeOptionsOf(await store.settings.get(guildId), channelId, at);
    const before = await calmed(message, held, at);
    const { state, outcome } = stepSpike(before, { at, author, weight: weightOf(verdict) }, options);
    states.set(channelId, { state: isPast(message) ? { ...state, alert: null } : state, newest: message });
    if (outcome.kind === 'spike' && !isPast(message)) await alerts.raise(message, outcome.evidence);
  }

  /** A message without a state to add it to, or that belongs further back: an edited one, or one that came late. */
  async function seeAnew(message: StoredMessage, held: Pick<StoredMessage, 'id' | 'createdAt'>) {
    const isLast = compareIds(message.id, held.id) >= 0;
    const newest = isLast ? message : held;
    const { state, current, unraised } = await rebuild({ store, clock }, message, newest);
    states.set(message.channelId, { state, newest });
    const found = isLast ? current : (unraised ?? current);
    if (!found || isPast(found.message)) return;
    await alerts.raise(found.message, found.evidence);
    if (found === unraised) states.delete(message.channelId); // the next message finds the incident in the store
  }

  async function seeOne(message: StoredMessage, verdict: Verdict): Promise<void> {
    const held = states.get(message.channelId);
    const isNext = held && message.revision === 1 && compareIds(message.id, held.newest.id) > 0;
    await (isNext ? seeNext(held.state, message, verdict) : seeAnew(message, held?.newest ?? message));
  }

  async function resumeOne(scope: ChannelScope): Promise<void> {
    const { unraised } = await rebuild({ store, clock }, scope, null);
    if (!unraised || isPast(unraised.message)) return;
    await alerts.raise(unraised.message, unraised.evidence);
    states.delete(scope.channelId); // the next message finds the incident in the store
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
    see: (message, verdict) => inTurn(message.channelId, () => seeOne(message, verdict)),
    forget(messages) {
      for (const { guildId, channelId } of messages) unseen.set(channelId, { guildId, channelId });
      for (const channel of unseen.keys()) {
        void inTurn(channel, () => {
          states.delete(channel);
          return Promise.resolve();
        });
      }
    },
    async settle() {
      states.dropIdle(clock.now());
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
