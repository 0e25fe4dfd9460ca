// What the viewer may do about an incident of the inbox, as the buttons of its alert offer it.
import { SLOW_SECONDS } from '../../commands/alerts/slowing.ts';
import { channelId } from '../../ids.ts';
import { remediesFor } from '../../pipeline/alerts/facts.ts';
import { invitesOf } from '../../pipeline/alerts/inviting.ts';
import { changeFor } from '../../pipeline/alerts/life.ts';
import { PAUSE_TIMES, SLOW_TIMES, type PauseTime, type SlowTime } from '../../report/alertButtons.ts';
import type { Incident } from '../../store/store.ts';
import type { IncidentRow, OfferedAct } from '../data.ts';
import type { Scene } from '../scene.ts';
import { DECISIONS, needOf, seesAlert, wishOf, type Act, type Decision } from '../wishes.ts';

/** `recent`: with those that share its message. */
export async function actsOn(
  incident: Incident,
  recent: readonly Incident[],
  scene: Scene,
): Promise<OfferedAct[]> {
  const { words } = scene;
  return [
    ...decisionsOn(incident, scene).map((act) =>
      offered(act, words(act === 'assign' ? 'dashboard.inbox.assign' : `alert.button.${act}`)),
    ),
    ...slowingOf(incident, recent, scene),
    ...threadingOf(incident, scene),
    ...(await pausingOf(incident, scene)),
    // Nothing is changed by it: whoever sees the inbox may ask.
    offered('why', words('alert.button.why')),
  ];
}

/** Null where there is none, the bot has forgotten it, or the viewer may not see it. */
export function threadOn({ guildId, messageId }: Incident, { reader, linkTo }: Scene): IncidentRow['thread'] {
  // The thread of a message has the id of that message.
  const name = messageId === null ? null : reader.channel(messageId);
  if (messageId === null || name === null) return null;
  return { name, link: linkTo({ guildId, channelId: channelId.parse(messageId), id: null }) };
}

const offered = (act: Act | 'slow' | 'pause' | 'why', label: string): OfferedAct => ({
  act,
  label,
  asks: null,
});

function timed(
  act: 'slow' | 'pause',
  question: string,
  times: readonly (SlowTime | PauseTime)[],
  { words }: Scene,
): OfferedAct {
  const named = times.map((time) => ({ act: time, label: words(`alert.button.${time}`) }));
  return { act, label: words(`alert.button.${act}`), asks: { question, times: named } };
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

function slowingOf(incident: Incident, recent: readonly Incident[], scene: Scene): OfferedAct[] {
  const { sight, words, reader } = scene;
  const { id, slowMode, resolvedAt, alertChannelId, leadId, channelId: place } = incident;
  const canSlow = remediesFor(sight.guild.client, place, alertChannelId).includes('slow mode');
  if (!canSlow || !sight.mayIn(needOf('unslow'), place)) return [];
  if (slowMode) return [offered('unslow', words('alert.button.unslow'))];
  const isAlone = leadId === null && !recent.some((other) => other.leadId === id);
  if (!isAlone || resolvedAt !== null) return [];
  const facts = { channel: `#${reader.channel(place) ?? '…'}`, seconds: SLOW_SECONDS };
  return [timed('slow', words('alert.slow.howLong', facts), SLOW_TIMES, scene)];
}

function threadingOf(incident: Incident, scene: Scene): OfferedAct[] {
  const { sight, words } = scene;
  const { channelId: place, alertChannelId, messageId, resolvedAt, history } = incident;
  if (messageId === null || alertChannelId === null || threadOn(incident, scene) !== null) return [];
  const remedies = remediesFor(sight.guild.client, place, alertChannelId);
  const canTalk = resolvedAt === null && remedies.includes('thread');
  // One that the bot has forgotten is found again.
  const hadThread = history.some(({ act }) => act === 'thread');
  const isOffered = (canTalk || hadThread) && sight.mayIn(needOf('thread'), alertChannelId);
  return isOffered ? [offered('thread', words('alert.button.thread'))] : [];
}

/** Where several share an alert, it is on the one whose alert it is. */
async function pausingOf(incident: Incident, scene: Scene): Promise<OfferedAct[]> {
  const { sight, words, context } = scene;
  if (incident.leadId !== null || !sight.mayIn(needOf('unpause'), incident.channelId)) return [];
  const { canPause, canResume } = await invitesOf({ ...context, client: sight.guild.client }, incident);
  return [
    ...(canPause ? [timed('pause', words('alert.invites.howLong'), PAUSE_TIMES, scene)] : []),
    ...(canResume ? [offered('unpause', words('alert.button.unpause'))] : []),
  ];
}
