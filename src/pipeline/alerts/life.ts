// The rules of an incident's life: what an act changes, and when it changes nothing.
import type { Evidence } from '../../mood/evidence.ts';
import type { UserId } from '../../ids.ts';
import { HOUR, MINUTE } from '../../mood/window.ts';
import type { Incident, IncidentChange, IncidentState, SlowMode } from '../../store/store.ts';

/** What a person or the bot wants of an incident. */
export type Wish =
  | { readonly act: 'acknowledged' | 'unsnoozed' | 'woken' | 'worsened' | 'reopened' | 'thread' }
  /** The channel is as usual again, or nobody wrote for an hour. */
  | { readonly act: 'resolved' | 'fell silent' }
  | { readonly act: 'snoozed'; readonly forMs: number }
  | { readonly act: 'false alarm'; readonly reason: string }
  | { readonly act: 'assigned'; readonly to: UserId }
  /** Nobody took it up in time, so that a second role is called. */
  | { readonly act: 'escalated' }
  | { readonly act: 'slow mode'; readonly slowMode: SlowMode }
  | { readonly act: 'slow mode undone' | 'slow mode ended' | 'invites paused' | 'invites resumed' }
  | { readonly act: 'joined'; readonly leadId: string };

/** Why an act changes nothing: done before, the incident is over, or it was called a false alarm. */
export type Refused = 'already' | 'over' | 'judged';

/** A channel that turns again this soon after its incident ended gets the same incident, and nobody is called again. */
export const COOLDOWN = HOUR;
/** A false alarm lasts until its channel is calm, and at most this long: what comes later is another spike. */
export const FALSE_ALARM_HOLDS = 24 * HOUR;
/** Worse means: the excess grew by half, and by this many messages at least. */
const WORSE = 1.5;
const WORSE_BY = 5;

/** How many more messages than expected were negative. */
const excessOf = ({ negative, expected }: Evidence): number => negative - expected;

/** What the act changes at a moment (milliseconds since 1970). */
export function changeFor(incident: Incident, wish: Wish, now: number): IncidentChange | Refused {
  const { state, resolvedAt, slowMode } = incident;
  switch (wish.act) {
    case 'acknowledged':
      return (
        blocked(incident) ?? (state === 'acknowledged' ? 'already' : { state: 'acknowledged', ...AWAKE })
      );
    case 'assigned': {
      const last = incident.history.findLast(({ act }) => act === 'assigned');
      const isSame = state === 'acknowledged' && last?.to === wish.to;
      return blocked(incident) ?? (isSame ? 'already' : { state: 'acknowledged', ...AWAKE });
    }
    case 'escalated':
      return isUntaken(incident) ? {} : 'already';
    case 'snoozed': {
      const until = now + wish.forMs;
      // Two moderators who press at once want the same.
      const isSame = state === 'snoozed' && Math.abs((incident.snoozed?.until ?? 0) - until) < MINUTE;
      const snoozed = { until, excess: excessOf(incident.evidence) };
      return blocked(incident) ?? (isSame ? 'already' : { state: 'snoozed', snoozed });
    }
    case 'false alarm':
      return state === 'false alarm' ? 'already' : { state: 'false alarm', ...AWAKE };
    case 'slow mode':
      return slowMode ? 'already' : (over(incident) ?? { slowMode: wish.slowMode });
    case 'slow mode undone':
      return slowMode ? { slowMode: null } : 'already';
    case 'slow mode ended':
      return isOverslow(slowMode, now) ? { slowMode: null } : 'already';
    // They are for all channels that share the alert: whoever pauses checks that one of them is not calm.
    case 'invites paused':
    case 'invites resumed':
      return {};
    case 'thread':
      return incident.history.some(({ act }) => act === 'thread') ? 'already' : {};
    case 'joined':
      return incident.leadId === null ? { leadId: wish.leadId } : 'already';
    case 'unsnoozed':
      return blocked(incident) ?? (state === 'snoozed' ? { state: 'open', ...AWAKE } : 'already');
    case 'woken':
      return state === 'snoozed' && (incident.snoozed?.until ?? 0) <= now ? { state: 'open' } : 'already';
    case 'worsened':
      return hasWorsened(incident, now) ? { state: 'open', ...AWAKE } : 'already';
    case 'reopened':
      return isCooling(incident, now) ? { state: 'open', resolvedAt: null } : 'already';
    case 'resolved':
    case 'fell silent': {
      const ended: IncidentState = state === 'false alarm' ? state : 'resolved';
      return resolvedAt === null ? { state: ended, resolvedAt: now, ...AWAKE } : 'already';
    }
  }
}

const isOverslow = (slowMode: SlowMode | null, now: number): boolean =>
  slowMode?.until !== undefined && slowMode.until <= now;

const AWAKE = { snoozed: null } as const;

const over = ({ resolvedAt }: Incident): Refused | null => (resolvedAt === null ? null : 'over');

function blocked(incident: Incident): Refused | null {
  return incident.state === 'false alarm' ? 'judged' : over(incident);
}

/** What a person does who has seen the alert, and the call that is made once. */
const TAKEN: readonly string[] = [
  'acknowledged',
  'assigned',
  'snoozed',
  'slow mode',
  'thread',
  'invites paused',
  'false alarm',
  'escalated',
];

/** It is open, nobody has pressed anything on it so far, and no second role was called. */
export function isUntaken({ state, resolvedAt, history }: Incident): boolean {
  return state === 'open' && resolvedAt === null && !history.some(({ act }) => TAKEN.includes(act));
}

/** When it opened, or opened again, as of a moment; all in milliseconds since 1970. */
export function openSince({ openedAt, history }: Incident, at: number): number {
  return history.findLast((event) => event.act === 'reopened' && event.at <= at)?.at ?? openedAt;
}

/** It was resolved a short while ago, so that a spike now belongs to it. */
export function isCooling({ state, resolvedAt }: Incident, now: number): boolean {
  return state === 'resolved' && resolvedAt !== null && now - resolvedAt < COOLDOWN;
}

/** Its snooze is over, and it is much worse than when the snooze was asked for. */
export function hasWorsened({ state, snoozed, evidence }: Incident, now: number): boolean {
  if (!snoozed || snoozed.until > now || (state !== 'snoozed' && state !== 'open')) return false;
  const excess = excessOf(evidence);
  return excess >= snoozed.excess * WORSE && excess >= snoozed.excess + WORSE_BY;
}

const WEIGHT: readonly IncidentState[] = ['open', 'snoozed', 'acknowledged', 'false alarm', 'resolved'];

/** The state of incidents that share a message: the one that most needs a person. */
export function stateOf(members: readonly Incident[]): IncidentState {
  const live = members.filter(({ resolvedAt }) => resolvedAt === null);
  const states = (live.length > 0 ? live : members).map(({ state }) => state);
  return WEIGHT.find((state) => states.includes(state)) ?? 'resolved';
}
