// The invites of a server in a raid, from whatever surface it is asked for: paused for a time, and allowed again.
import type { Guild } from 'discord.js';
import { canPauseInvites, invitesPausedUntil } from '../../discord/invites.ts';
import type { UserId } from '../../ids.ts';
import { DAY, HOUR, MINUTE } from '../../mood/window.ts';
import type { Acted } from '../../pipeline/alerts/changing.ts';
import type { PauseTime } from '../../report/alertButtons.ts';
import { dayMoment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { Refusal, type CommandContext } from '../command.ts';

/** Discord takes a day at most, by its own clock: a minute less is never too long. */
const LASTS: Readonly<Record<PauseTime, number>> = {
  pause1: HOUR,
  pause4: 4 * HOUR,
  pause24: DAY - MINUTE,
};

/** Who asks for it, about which incident, in which words. */
export interface PauseRequest {
  readonly guild: Guild;
  readonly incident: Incident;
  readonly person: UserId;
  readonly words: Words;
  readonly context: Pick<CommandContext, 'alerts' | 'clock' | 'store'>;
}

/** Throws Refusal where the bot lacks the right, invites are paused already, or all that the alert is about is over. */
export async function checkPausable(request: PauseRequest): Promise<void> {
  const { guild, incident, words, context } = request;
  checkRight(request);
  const until = invitesPausedUntil(guild, context.clock.now());
  if (until !== null) throw new Refusal(words('alert.invites.paused', { until: dayMoment(until) }));
  const members = await context.store.incidents.together(leadOf(incident));
  if (members.every(({ resolvedAt }) => resolvedAt !== null)) throw new Refusal(words('alert.nothing.over'));
}

/**
 * Discord holds the pause and ends it: the incident only notes who began it. `told`: until when, for the person. Throws
 * Refusal, as checkPausable does.
 */
export async function pauseInvites(
  request: PauseRequest,
  time: PauseTime,
): Promise<{ readonly kind: Acted['kind']; readonly told: string }> {
  const { guild, incident, person, words, context } = request;
  await checkPausable(request);
  const until = context.clock.now() + LASTS[time];
  await guild.setIncidentActions({ invitesDisabledUntil: new Date(until) });
  const { kind } = await context.alerts.act(leadOf(incident), { act: 'invites paused' }, person);
  return { kind, told: words('alert.invites.paused', { until: dayMoment(until) }) };
}

/** Throws Refusal where the bot lacks the right, or invites are not paused. */
export async function resumeInvites(request: PauseRequest): Promise<{ readonly kind: Acted['kind'] }> {
  const { guild, incident, person, words, context } = request;
  checkRight(request);
  if (invitesPausedUntil(guild, context.clock.now()) === null)
    throw new Refusal(words('alert.nothing.already'));
  await guild.setIncidentActions({ invitesDisabledUntil: null });
  return context.alerts.act(leadOf(incident), { act: 'invites resumed' }, person);
}

/** Its message is the one that tells of the pause. */
const leadOf = ({ id, leadId }: Incident): string => leadId ?? id;

function checkRight({ guild, words }: PauseRequest): void {
  if (canPauseInvites(guild)) return;
  throw new Refusal(words('alert.invites.right', { permission: words('permission.ManageGuild') }));
}
