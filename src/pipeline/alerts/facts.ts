// The facts of an alert, gathered from the store: one incident, or those that share its message.
import type { Client } from 'discord.js';
import type { Clock } from '../../clock.ts';
import { canDo, REMEDIES, type Remedy } from '../../discord/remedies.ts';
import type { ChannelId } from '../../ids.ts';
import { waitingIn } from '../../figures/mood.ts';
import { beganAt } from '../../mood/evidence.ts';
import { strictnessAt } from '../../mood/strictness.ts';
import type { AlertAct, AlertFacts } from '../../report/alertFacts.ts';
import { fellSilent } from '../../store/incidents.ts';
import type { Incident, Store } from '../../store/store.ts';
import { shortId } from '../postOnce.ts';
import { alertPlace } from './alertPlace.ts';
import { causeOfAlert } from './causing.ts';
import { hushAt } from './hushing.ts';
import { inviteFacts, isRaid } from './inviting.ts';
import { openSince, stateOf } from './life.ts';
import { speakingFor } from './worst.ts';

export interface FactsOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
}

/** It has the server's id in it, so that claims under this key are erased with the server. */
export const incidentKey = ({ id, guildId }: Pick<Incident, 'id' | 'guildId'>): string =>
  `alert:${guildId}:${id}`;

/** What a person can quote: "7K3F". */
export const nameOf = (incident: Pick<Incident, 'id' | 'guildId'>): string => shortId(incidentKey(incident));

const MOST_CITED = 3;

/** `members` in the order of `together`: the lead, whose message it is, first. */
export async function alertFacts(
  { client, store, clock }: FactsOptions,
  [lead, ...followers]: readonly [Incident, ...Incident[]],
): Promise<AlertFacts> {
  const members = [lead, ...followers] as const;
  const settings = await store.settings.get(lead.guildId);
  const alertChannelId = alertPlace(lead, settings);
  const speaking = await Promise.all(
    members.map((incident) => speakingFor({ store, client }, incident, alertChannelId)),
  );
  const taught = settings.strictness.find(({ channelId }) => channelId === lead.channelId) ?? null;
  const [first, ...more] = members.map((incident, n) => ({
    channelId: incident.channelId,
    evidence: incident.evidence,
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
    mostlyOnePerson: speaking[n]?.mostlyOnePerson ?? false,
  }));
  if (!first) throw new RangeError('An alert without an incident');
  const cause = await causeOfAlert({ store, client }, members, alertChannelId);
  return {
    id: lead.id,
    shortId: nameOf(lead),
    state: stateOf(members),
    channels: [first, ...more],
    resolvedAt: members.some(({ resolvedAt }) => resolvedAt === null)
      ? null
      : Math.max(...members.map(({ resolvedAt }) => resolvedAt ?? 0)),
    end: members.every(fellSilent) ? 'silence' : 'calm',
    snoozedUntil: members.find(({ state }) => state === 'snoozed')?.snoozed?.until ?? null,
    alertRoleId: settings.alertRoleId,
    secondCall: settings.secondCall && {
      roleId: settings.secondCall.roleId,
      waitedMs: untakenFor(lead, clock.now()),
    },
    // By the settings of today: an edit of an older alert calls nobody, so no more than a line of it can be wrong.
    hush: await hushAt(store, lead.guildId, settings, calledAt(members)),
    // First one message of each channel, then the second ones.
    worst: [0, 1, 2].flatMap((n) => speaking.flatMap(({ worst }) => worst[n] ?? [])).slice(0, MOST_CITED),
    cause,
    acts: actsOf(members),
    slowMode: lead.slowMode?.set ?? null,
    slowUntil: lead.slowMode?.until ?? null,
    isSlow: isSlow(client, lead),
    strictness: strictnessAt(taught, clock.now()),
    hasThread: lead.history.some(({ act }) => act === 'thread'),
    invites: inviteFacts(client, lead, isRaid(speaking, cause), clock.now()),
    remedies: remediesFor(client, lead.channelId, alertChannelId),
    waiting: await waitingFor(store, members),
  };
}

/** When people were called last: as it opened, or as it got much worse. Milliseconds since 1970. */
function calledAt([lead, ...more]: readonly [Incident, ...Incident[]]): number {
  const calls = [lead, ...more].flatMap(({ history }) => history.filter(({ act }) => act === 'worsened'));
  return Math.max(lead.openedAt, ...calls.map(({ at }) => at));
}

/** How long nobody had taken it up when the second role was called, or has so far. Milliseconds. */
function untakenFor(lead: Incident, now: number): number {
  const called = lead.history.findLast(({ act }) => act === 'escalated')?.at ?? now;
  return called - openSince(lead, called);
}

/** What the bot can do: slow mode where the mood turned, a thread where the alert is. */
export function remediesFor(
  client: Client,
  channelId: ChannelId,
  alertChannelId: ChannelId | null,
): Remedy[] {
  const places = { 'slow mode': channelId, thread: alertChannelId };
  return REMEDIES.filter((remedy) => {
    const channel = client.channels.cache.get(places[remedy] ?? '');
    if (!channel || channel.isDMBased()) return false;
    const { me } = channel.guild.members;
    return me !== null && canDo(remedy, channel, me);
  });
}

/** None once all of it is over: what is judged later changes nothing. */
async function waitingFor(store: Store, members: readonly Incident[]): Promise<number> {
  const live = members.filter(({ resolvedAt }) => resolvedAt === null);
  const [first] = live;
  if (!first) return 0;
  const window = { from: Math.min(...live.map(beganAt)), to: Number.MAX_SAFE_INTEGER };
  return await waitingIn(store, first.guildId, window, (id) =>
    live.some(({ channelId }) => channelId === id),
  );
}

/** Whether the channel still has the slow mode that a button set; where it is unknown, it has. */
function isSlow({ channels }: Client, { channelId, slowMode }: Incident): boolean {
  const channel = channels.cache.get(channelId);
  return !channel || !('rateLimitPerUser' in channel) || channel.rateLimitPerUser === slowMode?.set;
}

const TOLD: readonly string[] = [
  'acknowledged',
  'assigned',
  'escalated',
  'snoozed',
  'unsnoozed',
  'false alarm',
  'slow mode',
  'slow mode undone',
  'slow mode ended',
  'invites paused',
  'invites resumed',
  'reopened',
] satisfies AlertAct['act'][];

/** What people did, oldest first. An act on several channels at once is listed once. */
function actsOf(members: readonly Incident[]): AlertAct[] {
  const told = new Map<string, AlertAct>();
  for (const event of members.flatMap(({ history }) => history)) {
    if (!TOLD.includes(event.act)) continue;
    told.set(`${event.act} ${event.by ?? ''} ${event.at}`, event as AlertAct);
  }
  return [...told.values()].sort((a, b) => a.at - b.at);
}
