// The buttons of an alert that pause the invites of the server for a time that is asked for, and allow them again.
import { MessageFlags } from 'discord.js';
import { pauseTimeButtons, type PauseTime } from '../../report/alertButtons.ts';
import { checkPausable, pauseInvites, resumeInvites, type PauseRequest } from './pausing.ts';
import { tellRefused, type AlertRequest } from './request.ts';

/** Asks for how long. Only the person sees the question. */
export async function askPauseTime(request: AlertRequest): Promise<void> {
  const { interaction, incident, words } = request;
  await checkPausable(pausing(request));
  await interaction.reply({
    content: words('alert.invites.howLong'),
    components: pauseTimeButtons(incident.id, words),
    flags: MessageFlags.Ephemeral,
  });
}

export async function setPause(request: AlertRequest, time: PauseTime): Promise<void> {
  const { interaction } = request;
  await interaction.deferUpdate();
  const { kind, told } = await pauseInvites(pausing(request), time);
  if (kind === 'done') await interaction.editReply({ content: told, components: [] });
  else await tellRefused(request, kind);
}

export async function endPause(request: AlertRequest): Promise<void> {
  await request.interaction.deferUpdate();
  const { kind } = await resumeInvites(pausing(request));
  if (kind !== 'done') await tellRefused(request, kind);
}

const pausing = ({ interaction, incident, person, words, context }: AlertRequest): PauseRequest => ({
  ...{ incident, person, words, context },
  guild: interaction.guild,
});
