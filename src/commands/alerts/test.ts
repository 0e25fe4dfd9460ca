// /alerts test: posts what an alert of a channel would say now, where alerts go. It is stored and counted nowhere.
import {
  channelMention,
  type ChatInputCommandInteraction,
  type GuildTextBasedChannel,
  type InteractionEditReplyOptions,
  MessageFlags,
} from 'discord.js';
import { canSee, missingIn, postRightsIn } from '../../discord/permissions.ts';
import { channelId, guildId, messageId } from '../../ids.ts';
import { rehearsal } from '../../pipeline/alerts/rehearsing.ts';
import { ALERT_TEST, alertTestMessage } from '../../report/alertTest.ts';
import { jumpLink } from '../../report/citing.ts';
import { withinRights } from '../../report/withinRights.ts';
import { wordsIn, type Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { Refusal, type Button, type CommandContext } from '../command.ts';
import { linksOf } from '../links.ts';
import { channelAsked } from '../mood/asking.ts';
import { EVERYONE } from '../rights.ts';
import { permissionNames } from '../setupText.ts';
import { checkWatched } from '../watched.ts';
import { wordsFor } from '../wording.ts';

/** Throws Refusal where the channel is not watched, or where alerts cannot be posted; says why. */
export async function postTest(
  interaction: ChatInputCommandInteraction<'cached'>,
  { store, clock }: CommandContext,
  words: Words,
): Promise<InteractionEditReplyOptions> {
  const { client, guild } = interaction;
  const guildIdOf = guildId.parse(guild.id);
  const settings = await store.settings.get(guildIdOf);
  const asked = channelAsked(interaction);
  await checkWatched([asked], interaction, settings, words);
  const target = await alertTarget(interaction, settings, words);
  const facts = await rehearsal(
    { client, store, clock },
    { guildId: guildIdOf, channelId: channelId.parse(asked.id) },
    channelId.parse(target.id),
  );
  if (!facts) throw new Refusal(words('alerts.test.never', { channel: channelMention(asked.id) }));
  const message = withinRights(alertTestMessage(facts, wordsIn(settings.locale)), postRightsIn(target));
  const { id } = await target.send(message);
  const link = jumpLink({
    guildId: guildIdOf,
    channelId: channelId.parse(target.id),
    id: messageId.parse(id),
  });
  return { content: words('alerts.test.posted', { channel: channelMention(target.id), link }) };
}

/** Where alerts of the server go. Throws Refusal where that is nowhere, is hidden from the person, or closed to the bot. */
async function alertTarget(
  { client, guild, member }: ChatInputCommandInteraction<'cached'>,
  { alertChannelId, reportChannelId }: GuildSettings,
  words: Words,
): Promise<GuildTextBasedChannel> {
  const id = alertChannelId ?? reportChannelId;
  const target = id === null ? null : (guild.channels.cache.get(id) ?? null);
  if (!target?.isTextBased()) {
    throw new Refusal(words('alerts.test.nowhere', { command: linksOf(client)('settings alerts') }));
  }
  if (!canSee(target, member)) throw new Refusal(words('error.unseen'));
  const missing = missingIn(target, await guild.members.fetchMe(), 'alerts');
  if (missing.length === 0) return target;
  const facts = { channel: channelMention(target.id), permissions: permissionNames(missing, words) };
  throw new Refusal(words('settings.missing', facts));
}

/** All buttons of a test: they do nothing, and say so. */
export const testButton: Button = {
  id: ALERT_TEST,
  need: EVERYONE,
  async run(interaction) {
    const content = wordsFor(interaction)('alerts.test.inert');
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  },
};
