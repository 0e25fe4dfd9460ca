// The inbox of incidents, for those who may use /alerts: each with its state, and what the viewer may do about it.
import { outcomeOf, precisionOf } from '../../commands/alerts/history.ts';
import { MODERATORS } from '../../commands/rights.ts';
import { beganAt } from '../../mood/evidence.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import { inviteFacts } from '../../pipeline/alerts/inviting.ts';
import { evidenceText } from '../../report/alertMessage.ts';
import { dayMoment, duration } from '../../report/times.ts';
import type { Incident } from '../../store/store.ts';
import type { IncidentRow, View } from '../data.ts';
import { momentIn, plainText } from '../plain.ts';
import type { Scene } from '../scene.ts';
import { actsOn, threadOn } from './incidentActs.ts';

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
    incidents: await Promise.all(
      [...going, ...over].slice(0, MOST_LISTED).map(async (incident) => ({
        ...rowOf(incident, scene),
        acts: await actsOn(incident, recent, scene),
      })),
    ),
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
  'invites paused',
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
    invites: invitesText(incident, scene),
  };
}

/** Until when slow mode is on for the incident; empty where it is off. */
function slowText({ slowMode, channelId }: Incident, { words, reader, now }: Scene): string {
  if (!slowMode) return '';
  const facts = { channel: `#${reader.channel(channelId) ?? '…'}`, seconds: slowMode.set };
  if (slowMode.until === undefined) return words('alert.slow.set', facts);
  const until = plainText(dayMoment(slowMode.until), reader, now);
  return words('alert.slow.setUntil', { ...facts, until });
}

/** Until when invites are paused for the incident; empty where they are not. */
function invitesText(incident: Incident, { sight, words, reader, now }: Scene): string {
  const { pausedUntil } = inviteFacts(sight.guild.client, incident, false, now);
  if (pausedUntil === null) return '';
  return words('alert.invites.paused', { until: plainText(dayMoment(pausedUntil), reader, now) });
}
