// /alerts assign: asks a moderator to look into an incident. It then counts as acknowledged, and they are mentioned once.
import {
  type ApplicationCommandOptionChoiceData,
  type AutocompleteInteraction,
  channelMention,
  type ChatInputCommandInteraction,
  type GuildMember,
  type InteractionEditReplyOptions,
  userMention,
} from 'discord.js';
import { canSee, seesChannel } from '../../discord/permissions.ts';
import { guildId, userId } from '../../ids.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { checkNeed, mayWorkIn } from '../checkRights.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { INCIDENT_MODERATORS } from '../rights.ts';

/** Throws Refusal where the incident is not one that the person may work on, or the member cannot. */
export async function assign(
  interaction: ChatInputCommandInteraction<'cached'>,
  { store, alerts }: CommandContext,
  words: Words,
): Promise<InteractionEditReplyOptions> {
  const { options, user } = interaction;
  const id = options.getString('incident', true);
  const incident = await checkNeed(INCIDENT_MODERATORS, interaction, id, store.incidents);
  const member = options.getMember('member');
  if (!incident) throw new Refusal(words('error.gone'));
  checkAssignee(member, incident, words);
  const to = userId.parse(member.id);
  const { kind } = await alerts.act(id, { act: 'assigned', to }, userId.parse(user.id));
  if (kind !== 'done') throw new Refusal(words(kind === 'gone' ? 'error.gone' : `alert.nothing.${kind}`));
  const lead = incident.leadId === null ? incident : await store.incidents.get(incident.leadId);
  // They are mentioned in a reply to the alert, and nobody mentions themselves.
  const isMentioned = lead?.messageId != null && member.id !== user.id;
  const facts = { id: nameOf(incident), person: userMention(member.id) };
  return { content: words(isMentioned ? 'alerts.assign.done' : 'alerts.assign.doneUnmentioned', facts) };
}

/** Throws Refusal where the member cannot do what the buttons of the alert ask for, or cannot see the alert. */
function checkAssignee(
  member: GuildMember | null,
  { channelId, alertChannelId }: Incident,
  words: Words,
): asserts member is GuildMember {
  if (!member || member.user.bot) throw new Refusal(words('alerts.assign.nobody'));
  const { cache } = member.guild.channels;
  const [channel, alert] = [channelId, alertChannelId ?? ''].map((id) => cache.get(id));
  const mayWork = !channel || mayWorkIn(INCIDENT_MODERATORS, member, channel);
  if (mayWork && (!alert || canSee(alert, member))) return;
  const facts = { person: userMention(member.id), channel: channelMention(channelId) };
  throw new Refusal(words('alerts.assign.cannot', facts));
}

const MOST_NAME = 100;

/** Open incidents of channels that the person can see, by name and channel; one for each alert. */
export async function suggestIncidents(
  interaction: AutocompleteInteraction<'cached'>,
  { store }: CommandContext,
): Promise<ApplicationCommandOptionChoiceData[]> {
  const { guild, member } = interaction;
  const typed = interaction.options.getFocused().toLowerCase();
  const isSeen = seesChannel(member);
  return (await store.incidents.openIn(guildId.parse(guild.id)))
    .filter(({ leadId, state, channelId }) => leadId === null && state !== 'false alarm' && isSeen(channelId))
    .map((incident) => ({
      name: `${nameOf(incident)} · #${guild.channels.cache.get(incident.channelId)?.name ?? ''}`,
      value: incident.id,
    }))
    .filter(({ name }) => name.toLowerCase().includes(typed))
    .map(({ name, value }) => ({ name: name.slice(0, MOST_NAME), value }));
}
