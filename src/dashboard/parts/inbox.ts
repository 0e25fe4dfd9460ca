// The inbox of incidents, for those who may use /alerts: each with its state, and what the viewer may do about it.
import { outcomeOf, precisionOf } from '../../commands/alerts/history.ts';
import { MODERATORS } from '../../commands/rights.ts';
import { channelId } from '../../ids.ts';
import { beganAt } from '../../mood/evidence.ts';
import { nameOf, remediesFor } from '../../pipeline/alerts/facts.ts';
import { changeFor } from '../../pipeline/alerts/life.ts';
import { SLOW_TIMES } from '../../report/alertButtons.ts';
import { evidenceText } from '../../report/alertMessage.ts';
import { dayMoment, duration } from '../../report/times.ts';
import type { Incident } from '../../store/store.ts';
import type { IncidentRow, View } from '../data.ts';
import { momentIn, plainText } from '../plain.ts';
import type { Scene } from '../scene.ts';
import { DECISIONS, needOf, seesAlert, wishOf, type Act, type Decision } from '../wishes.ts';

/** Looked through for precision, as /alerts history does, and listed. */
const MOST = 200;
const MOST_LISTED = 20;

/** Null for those who may not use /alerts. */
export async function inboxPart(scene: Scene): Promise<View['inbox']> {
  const { context, sight, words, isChosen } = scene;
  if (!sight.may(MODERATORS)) return null;
  const recent = await context.store.incidents.recent(sight.guildId, MOST);
  const seen = recent.filter(({ channelId }) => sight.sees(channelId));
  const missed = scene.settings.missed.filter(({ channelId }) => sight.sees(channelId)).length;
  const taken = seen.flatMap((incident) => takenAfter(incident) ?? []).sort((a, b) => a - b);
  const median = taken[taken.length >> 1];
  const shown = seen.filter(({ channelId }) => isChosen(channelId));
  const [going, over] = [shown.filter(isGoing), shown.filter((incident) => !isGoing(incident))];
  return {
    summary: [
      precisionOf(seen, words),
      ...(missed === 0 ? [] : [words('alerts.missed.count', { n: missed })]),
      ...(median === undefined
        ? []
        : [words('dashboard.inbox.taken', { duration: duration(median, words), n: taken.length })]),
    ],
    incidents: [...going, ...over].slice(0, MOST_LISTED).map((incident) => ({
      ...rowOf(incident, scene),
      acts: actsOn(incident, recent, scene),
    })),
  };
}

const isGoing = ({ resolvedAt, state }: Incident) => resolvedAt === null && state !== 'false alarm';

/** Milliseconds until a person first did something; null where nobody did. */
function takenAfter({ openedAt, history }: Incident): number | null {
  const first = history.find(({ act }) => TAKEN.includes(act));
  return first ? Math.max(0, first.at - openedAt) : null;
}

const TAKEN: readonly string[] = [
  'acknowledged',
  'assigned',
  'snoozed',
  'false alarm',
  'slow mode',
  'thread',
];

function rowOf(incident: Incident, scene: Scene): Omit<IncidentRow, 'acts'> {
  const { sight, words, reader, now, linkTo } = scene;
  const { id, channelId, evidence, alertChannelId, messageId, guildId } = incident;
  const seesAlert = alertChannelId !== null && messageId !== null && sight.sees(alertChannelId);
  const taken = takenAfter(incident);
  return {
    id,
    name: nameOf(incident),
    channel: reader.channel(channelId) ?? '…',
    at: momentIn(beganAt(incident), reader),
    isGoing: isGoing(incident),
    evidence: evidenceText(evidence, words),
    outcome: plainText(outcomeOf(incident, words), reader, now),
    taken: taken === null ? '' : words('dashboard.inbox.takenAfter', { duration: duration(taken, words) }),
    link: seesAlert ? linkTo({ guildId, channelId: alertChannelId, id: messageId }) : null,
    thread: threadOn(incident, scene),
    slow: slowText(incident, scene),
  };
}

/** Null where there is none, the bot has forgotten it, or the viewer may not see it. */
function threadOn({ guildId, messageId }: Incident, { reader, linkTo }: Scene): IncidentRow['thread'] {
  // The thread of a message has the id of that message.
  const name = messageId === null ? null : reader.channel(messageId);
  if (messageId === null || name === null) return null;
  return { name, link: linkTo({ guildId, channelId: channelId.parse(messageId), id: null }) };
}

/** Until when slow mode is on for the incident; empty where it is off. */
function slowText({ slowMode, channelId }: Incident, { words, reader, now }: Scene): string {
  if (!slowMode) return '';
  const facts = { channel: `#${reader.channel(channelId) ?? '…'}`, seconds: slowMode.set };
  if (slowMode.until === undefined) return words('alert.slow.set', facts);
  const until = plainText(dayMoment(slowMode.until), reader, now);
  return words('alert.slow.setUntil', { ...facts, until });
}

/** What the viewer may do, as the buttons of the alert offer it. `recent`: with those that share its message. */
function actsOn(incident: Incident, recent: readonly Incident[], scene: Scene): IncidentRow['acts'] {
  const { sight, words } = scene;
  const may = (act: Act, channel = incident.channelId) => sight.mayIn(needOf(act), channel);
  const label = (act: Act | 'slow' | 'why') =>
    act === 'assign' ? words('dashboard.inbox.assign') : words(`alert.button.${act}`);
  const { id, slowMode, resolvedAt, alertChannelId, leadId, messageId, history } = incident;
  const remedies = remediesFor(sight.guild.client, incident.channelId, alertChannelId);
  const mayTalk = alertChannelId !== null && may('thread', alertChannelId);
  const isAlone = leadId === null && !recent.some((other) => other.leadId === id);
  const canSlow = remedies.includes('slow mode') && may('unslow');
  const canTalk = resolvedAt === null && remedies.includes('thread');
  const hadThread = history.some(({ act }) => act === 'thread');
  const isLinked = threadOn(incident, scene) !== null;
  const times = SLOW_TIMES.map((act) => ({ act, label: label(act) }));
  return [
    ...decisionsOn(incident, scene).map((act) => ({ act, label: label(act), times: [] })),
    ...(slowMode && canSlow ? [{ act: 'unslow', label: label('unslow'), times: [] }] : []),
    ...(!slowMode && canSlow && isAlone && resolvedAt === null
      ? [{ act: 'slow', label: label('slow'), times }]
      : []),
    // One that the bot has forgotten is found again.
    ...(messageId !== null && !isLinked && (canTalk || hadThread) && mayTalk
      ? [{ act: 'thread', label: label('thread'), times: [] }]
      : []),
    // Nothing is changed by it: whoever sees the inbox may ask.
    { act: 'why', label: label('why'), times: [] },
  ];
}

function decisionsOn(incident: Incident, { sight, now }: Scene): Decision[] {
  const { actor } = sight;
  if (actor === null) return [];
  return DECISIONS.filter(
    (act) =>
      sight.mayIn(needOf(act), incident.channelId) &&
      (act !== 'assign' || seesAlert(sight, incident)) &&
      typeof changeFor(incident, wishOf(act, actor), now) !== 'string',
  );
}
