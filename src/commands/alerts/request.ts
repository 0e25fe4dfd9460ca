// What an alert's buttons and form work with: the incident, the person, and the words of their language.
import { type ButtonInteraction, MessageFlags, type ModalSubmitInteraction } from 'discord.js';
import { guildId, userId, type UserId } from '../../ids.ts';
import type { Wish } from '../../pipeline/alerts.ts';
import type { Acted } from '../../pipeline/alerts/changing.ts';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { wordsFor } from '../wording.ts';

export type Pressed = ButtonInteraction<'cached'> | ModalSubmitInteraction<'cached'>;

export interface AlertRequest<Interaction extends Pressed = ButtonInteraction<'cached'>> {
  readonly interaction: Interaction;
  readonly incident: Incident;
  readonly person: UserId;
  readonly words: Words;
  readonly context: CommandContext;
}

/** `checked`: the incident, where dispatch has read it already. Throws Refusal where it is not one of this server. */
export async function requestOf<Interaction extends Pressed>(
  interaction: Interaction,
  context: CommandContext,
  incidentId: string,
  checked: Incident | null,
): Promise<AlertRequest<Interaction>> {
  const words = wordsFor(interaction);
  const incident = checked ?? (await context.store.incidents.get(incidentId));
  if (incident?.guildId !== guildId.parse(interaction.guildId)) throw new Refusal(words('error.gone'));
  return { interaction, incident, person: userId.parse(interaction.user.id), words, context };
}

/**
 * Changes the incident. The alert's message shows a change to all; where nothing changed, only the person is told.
 * Resolves with whether it changed.
 */
export async function act(request: AlertRequest<Pressed>, wish: Wish): Promise<boolean> {
  const { incident, person, context } = request;
  const { kind } = await context.alerts.act(incident.id, wish, person);
  if (kind === 'done') return true;
  await tellRefused(request, kind);
  return false;
}

/** Tells the person alone why nothing changed. */
export async function tellRefused(
  { interaction, words }: AlertRequest<Pressed>,
  kind: Exclude<Acted['kind'], 'done'>,
): Promise<void> {
  const content = words(kind === 'gone' ? 'error.gone' : `alert.nothing.${kind}`);
  await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
}
