// The buttons of an alert that set slow mode for a time that is asked for, and undo it.
import { channelMention, MessageFlags } from 'discord.js';
import { slowTimeButtons, type SlowTime } from '../../report/alertButtons.ts';
import { tellRefused, type AlertRequest } from './request.ts';
import { checkSlowing, fetchSlowable, SLOW_SECONDS, slowDown, speedUp, type SlowRequest } from './slowing.ts';

/** Asks for how long. Only the person sees the question. */
export async function askSlowTime(request: AlertRequest): Promise<void> {
  const { interaction, incident, words } = request;
  const channel = await fetchSlowable(slowing(request));
  await checkSlowing(request, channel);
  await interaction.reply({
    content: words('alert.slow.howLong', { channel: channelMention(channel.id), seconds: SLOW_SECONDS }),
    components: slowTimeButtons(incident.id, words),
    flags: MessageFlags.Ephemeral,
  });
}

export async function setSlowMode(request: AlertRequest, time: SlowTime): Promise<void> {
  const { interaction } = request;
  const channel = await fetchSlowable(slowing(request));
  await interaction.deferUpdate();
  const { kind, told } = await slowDown(slowing(request), channel, time);
  if (kind === 'done') await interaction.editReply({ content: told, components: [] });
  else await tellRefused(request, kind);
}

export async function undoSlowMode(request: AlertRequest): Promise<void> {
  const { interaction } = request;
  const channel = await fetchSlowable(slowing(request));
  await interaction.deferUpdate();
  const { kind, told } = await speedUp(slowing(request), channel);
  if (kind !== 'done') await tellRefused(request, kind);
  else if (told !== null) await interaction.followUp({ content: told, flags: MessageFlags.Ephemeral });
}

const slowing = ({ interaction, incident, person, words, context }: AlertRequest): SlowRequest => ({
  ...{ incident, person, words, context },
  guild: interaction.guild,
  byName: interaction.user.username,
});
