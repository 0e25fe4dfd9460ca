// What can be done about the invites of a server while a raid seems to be on.
import type { Client } from 'discord.js';
import type { Clock } from '../../clock.ts';
import { canPauseInvites, invitesPausedUntil } from '../../discord/invites.ts';
import type { AlertCause } from '../../report/alertCause.ts';
import type { InviteFacts } from '../../report/alertFacts.ts';
import type { Incident, Store } from '../../store/store.ts';
import { alertPlace } from './alertPlace.ts';
import { causeOfAlert } from './causing.ts';
import { speakingFor, type Speaking } from './worst.ts';

/** People who post one text are more than one person with a grudge. */
const LEAST_COPIERS = 3;

/** `speaking`: of each channel that shares the alert. */
export const isRaid = (speaking: readonly Speaking[], cause: AlertCause | null): boolean =>
  speaking.some((one) => one.isRaid) || (cause?.kind === 'repeated' && cause.part.people >= LEAST_COPIERS);

/** `isRaid`: whether one seems to be on. */
export function inviteFacts(
  { guilds }: Client,
  { guildId, history }: Incident,
  isRaid: boolean,
  now: number,
): InviteFacts {
  const guild = guilds.cache.get(guildId);
  const mayPause = guild !== undefined && canPauseInvites(guild);
  const until = guild ? invitesPausedUntil(guild, now) : null;
  const last = history.findLast(({ act }) => act === 'invites paused' || act === 'invites resumed');
  const pausedUntil = last?.act === 'invites paused' ? until : null;
  return {
    canPause: isRaid && mayPause && until === null,
    canResume: mayPause && pausedUntil !== null,
    pausedUntil,
  };
}

/** The same as the alert of an incident tells. Messages are read only where the bot could pause invites in a raid. */
export async function invitesOf(
  { client, store, clock }: { readonly client: Client; readonly store: Store; readonly clock: Clock },
  lead: Incident,
): Promise<InviteFacts> {
  const inRaid = inviteFacts(client, lead, true, clock.now());
  if (!inRaid.canPause) return inRaid;
  const members = await store.incidents.together(lead.id);
  if (members.every(({ resolvedAt }) => resolvedAt !== null)) return { ...inRaid, canPause: false };
  const place = alertPlace(lead, await store.settings.get(lead.guildId));
  const speaking = await Promise.all(
    members.map((incident) => speakingFor({ store, client }, incident, place)),
  );
  const canPause = isRaid(speaking, await causeOfAlert({ store, client }, members, place));
  return { ...inRaid, canPause };
}
