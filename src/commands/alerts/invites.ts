// Pauses the invites of a server while a raid is on, for a time that is asked for; and ends the pause before that.
import { MessageFlags } from 'discord.js';
import { canPauseInvites, invitesPausedUntil } from '../../discord/invites.ts';
import { DAY, HOUR, MINUTE } from '../../mood/window.ts';
import { pauseTimeButtons, type PauseTime } from '../../report/alertButtons.ts';
import { dayMoment } from '../../report/times.ts';
import { Refusal } from '../command.ts';
import { act, type AlertRequest } from './request.ts';

/** Discord takes a day at most, by its own clock: a minute less is never too long. */
const LASTS: Readonly<Record<PauseTime, number>> = {
  pause1: HOUR,
  pause4: 4 * HOUR,
  pause24: DAY - MINUTE,
};

/** Asks for how long. Only the person sees the question. */
export async function askPauseTime(request: AlertRequest): Promise<void> {
  const { interaction, incident, words } = request;
  checkPausable(request);
  await interaction.reply({
    content: words('alert.invites.howLong'),
    components: pauseTimeButtons(incident.id, words),
    flags: MessageFlags.Ephemeral,
  });
}

/** Discord holds the pause and ends it: the incident only notes who began it. */
export async function pauseInvites(request: AlertRequest, time: PauseTime): Promise<void> {
  const { interaction, words, context } = request;
  checkPausable(request);
  await interaction.deferUpdate();
  const until = context.clock.now() + LASTS[time];
  await interaction.guild.setIncidentActions({ invitesDisabledUntil: new Date(until) });
  await act(request, { act: 'invites paused' });
  await interaction.editReply({
    content: words('alert.invites.paused', { until: dayMoment(until) }),
    components: [],
  });
}

export async function resumeInvites(request: AlertRequest): Promise<void> {
  const { interaction, words, context } = request;
  checkRight(request);
  if (invitesPausedUntil(interaction.guild, context.clock.now()) === null) {
    throw new Refusal(words('alert.nothing.already'));
  }
  await interaction.deferUpdate();
  await interaction.guild.setIncidentActions({ invitesDisabledUntil: null });
  await act(request, { act: 'invites resumed' });
}

/** Throws Refusal where the bot lacks the right, invites are paused already, or the incident is over. */
function checkPausable(request: AlertRequest): void {
  const { interaction, incident, words, context } = request;
  checkRight(request);
  const until = invitesPausedUntil(interaction.guild, context.clock.now());
  if (until !== null) throw new Refusal(words('alert.invites.paused', { until: dayMoment(until) }));
  if (incident.resolvedAt !== null) throw new Refusal(words('alert.nothing.over'));
}

function checkRight({ interaction: { guild }, words }: AlertRequest): void {
  if (canPauseInvites(guild)) return;
  throw new Refusal(words('alert.invites.right', { permission: words('permission.ManageGuild') }));
}
