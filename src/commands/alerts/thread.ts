// Opens a thread on the message of an alert, where moderators discuss it. A thread that exists is linked.
import {
  channelMention,
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import { rightFor } from '../../discord/remedies.ts';
import { guildId } from '../../ids.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import { wordsIn } from '../../report/words.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal } from '../command.ts';
import type { AlertRequest } from './request.ts';

export async function openThread({
  interaction,
  incident,
  person,
  words,
  context,
}: AlertRequest): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { message, guild, channel } = interaction;
  // The thread of a message has the id of that message.
  const answer = { content: words('alert.thread', { thread: channelMention(message.id) }) };
  const right = channel && rightFor('thread', channel);
  if (!right) throw new Refusal(words('alert.threadNot'));
  if (!message.hasThread) {
    checkOwnRight(await guild.members.fetchMe(), channel, right, words);
    const { locale } = await context.store.settings.get(guildId.parse(guild.id));
    const where = guild.channels.cache.get(incident.channelId)?.name ?? '';
    const name = wordsIn(locale)('alert.threadName', { id: nameOf(incident), where }).slice(0, 100);
    try {
      await message.startThread({ name, autoArchiveDuration: ThreadAutoArchiveDuration.OneDay });
    } catch (error) {
      if (!isThere(error)) throw error;
    }
    await context.alerts.act(incident.id, { act: 'thread' }, person);
  }
  await interaction.editReply(answer);
}

/** Somebody else pressed the button a moment before. */
const isThere = (error: unknown) =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage;
