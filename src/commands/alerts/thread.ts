// A thread on the alert's message, where moderators talk it over; opened once, linked ever after.
import {
  channelMention,
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import { guildId } from '../../ids.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import { words } from '../../report/words.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal } from '../command.ts';
import type { AlertRequest } from './request.ts';

export async function openThread({ interaction, incident, person, w, context }: AlertRequest): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { message, guild, channel } = interaction;
  // A thread that hangs on a message has its id.
  const answer = { content: w('alert.thread', { thread: channelMention(message.id) }) };
  if (!channel || channel.isThread()) throw new Refusal(w('alert.threadNot'));
  if (!message.hasThread) {
    checkOwnRight(await guild.members.fetchMe(), channel, 'CreatePublicThreads', w);
    const { locale } = await context.store.settings.get(guildId.parse(guild.id));
    const where = guild.channels.cache.get(incident.channelId)?.name ?? '';
    const name = words(locale)('alert.threadName', { id: nameOf(incident), where }).slice(0, 100);
    try {
      await message.startThread({ name, autoArchiveDuration: ThreadAutoArchiveDuration.OneDay });
    } catch (error) {
      if (!isThere(error)) throw error;
    }
    await context.alerts.act(incident.id, { act: 'thread' }, person);
  }
  await interaction.editReply(answer);
}

/** Somebody pressed a moment before. */
const isThere = (error: unknown) =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage;
