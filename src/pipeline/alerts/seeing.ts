// What the watcher does with one verdict, one incident or one channel. Never for one channel twice at the same time.
import type { Clock } from '../../clock.ts';
import { compareIds } from '../../ids.ts';
import { stepWatched } from '../../mood/relearning.ts';
import { calmAgain, type SpikeState } from '../../mood/spike.ts';
import type { Verdict } from '../../mood/verdict.ts';
import { weightOf } from '../../mood/weight.ts';
import { HOUR } from '../../mood/window.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Incident, Store, StoredMessage } from '../../store/store.ts';
import type { Alerts } from '../alerts.ts';
import { rebuild, type ChannelScope } from './rebuilding.ts';
import type { States } from './states.ts';
import { spikeOptionsOf } from './thresholds.ts';

export interface WatchedParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly alerts: Pick<Alerts, 'raise' | 'resolve'>;
  /** What is remembered of channels. */
  readonly states: States;
}

/** A spike older than this is history, not an alarm, in milliseconds. */
export const ALARMING = HOUR;

/** How long an incident lasts after a change of the judge: nothing more can speak for it. In milliseconds. */
const OUTLIVES_JUDGE = HOUR;

const isPast = ({ createdAt }: Pick<StoredMessage, 'createdAt'>, clock: Clock) =>
  clock.now() - createdAt > ALARMING;

/** The state at a moment; the channel's incident ends where the channel is calm by then. */
async function calmed(
  { store, alerts }: WatchedParts,
  scope: Pick<StoredMessage, 'guildId' | 'channelId'>,
  state: SpikeState,
  now: number,
): Promise<SpikeState> {
  const calm = calmAgain(state, now);
  if (!calm) return state;
  const open = await store.incidents.openIn(scope.guildId);
  const incident = open.find(({ channelId }) => channelId === scope.channelId);
  if (incident) await alerts.resolve(incident, calm.resolvedAt, calm.isSilent ? 'silence' : 'calm');
  return calm.state;
}

const sinceOf = ({ judge }: Pick<GuildSettings, 'judge'>): number => judge?.since ?? 0;

/** Ends the incident where its channel is calm by now. */
export async function settle(parts: WatchedParts, incident: Incident): Promise<void> {
  const { store, clock, alerts, states } = parts;
  const since = sinceOf(await store.settings.get(incident.guildId));
  if (incident.openedAt < since) {
    const end = since + OUTLIVES_JUDGE;
    if (clock.now() >= end) await alerts.resolve(incident, end, 'calm');
    return;
  }
  const held = states.get(incident.channelId);
  if (held?.since === since) {
    const state = await calmed(parts, incident, held.state, clock.now());
    states.set(incident.channelId, { ...held, state });
    return;
  }
  const [last] = await store.messages.recent(incident, 1);
  if (!last) {
    await alerts.resolve(incident, clock.now(), 'calm'); // all that it rested on was deleted
    return;
  }
  // This state is not kept: it has verdicts in it that are stored and still to be seen, which would count twice.
  const { state } = await rebuild({ store, clock }, incident, last);
  await calmed(parts, incident, state, clock.now());
}

/** A message newer than all that the state has seen. */
async function seeNext(
  parts: WatchedParts,
  held: SpikeState,
  message: StoredMessage,
  verdict: Verdict,
  settings: GuildSettings,
): Promise<void> {
  const { clock, alerts, states } = parts;
  const { channelId, createdAt: at, authorId: author } = message;
  const options = spikeOptionsOf(settings, channelId, at);
  const since = sinceOf(settings);
  const before = await calmed(parts, message, held, at);
  const { state, outcome } = stepWatched(before, { at, author, weight: weightOf(verdict) }, options, since);
  states.set(channelId, {
    since,
    state: isPast(message, clock) ? { ...state, alert: null } : state,
    newest: message,
  });
  if (outcome.kind === 'spike' && !isPast(message, clock)) await alerts.raise(message, outcome.evidence);
}

/** A message of a channel without a state, or one that is not the newest: it was edited or came late. */
async function seeAnew(
  { store, clock, alerts, states }: WatchedParts,
  message: StoredMessage,
  held: Pick<StoredMessage, 'id' | 'createdAt'>,
): Promise<void> {
  const isLast = compareIds(message.id, held.id) >= 0;
  const newest = isLast ? message : held;
  const { state, since, current, unraised } = await rebuild({ store, clock }, message, newest);
  states.set(message.channelId, { state, since, newest });
  const found = isLast ? current : (unraised ?? current);
  if (!found || isPast(found.message, clock)) return;
  await alerts.raise(found.message, found.evidence);
  if (found === unraised) states.delete(message.channelId); // the next message finds the incident in the store
}

/** Adds a verdict to what is known of its channel, and raises an alert where the channel turned. */
export async function see(parts: WatchedParts, message: StoredMessage, verdict: Verdict): Promise<void> {
  const settings = await parts.store.settings.get(message.guildId);
  const since = sinceOf(settings);
  if (message.createdAt < since) return; // its hour was judged by another judge
  const found = parts.states.get(message.channelId);
  const held = found?.since === since ? found : undefined;
  const isNext = held && message.revision === 1 && compareIds(message.id, held.newest.id) > 0;
  await (isNext
    ? seeNext(parts, held.state, message, verdict, settings)
    : seeAnew(parts, message, held?.newest ?? message));
}

/** Raises what the store tells of a channel and no incident covers. */
export async function raiseUnraised(
  { store, clock, alerts, states }: WatchedParts,
  scope: ChannelScope,
): Promise<void> {
  const { unraised } = await rebuild({ store, clock }, scope, null);
  if (!unraised || isPast(unraised.message, clock)) return;
  await alerts.raise(unraised.message, unraised.evidence);
  states.delete(scope.channelId); // the next message finds the incident in the store
}
