// Opens a thread on the message of an alert, where moderators discuss it. A thread that exists is linked.
import {
  channelMention,
  DiscordAPIError,
  type Guild,
  type Message,
  MessageFlags,
  RESTJSONErrorCodes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import { rightFor } from '../../discord/remedies.ts';
import { guildId, type UserId } from '../../ids.ts';
import { nameOf } from '../../pipeline/alerts/facts.ts';
import { type Words, wordsIn } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal, type CommandContext } from '../command.ts';
import type { AlertRequest } from './request.ts';

export async function openThread(request: AlertRequest): Promise<void> {
  const { interaction } = request;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { message, guild } = interaction;
  const content = await startThread(message, { ...request, guild });
  await interaction.editReply({ content });
}

export interface ThreadRequest {
  readonly guild: Guild;
  readonly incident: Incident;
  readonly person: UserId;
  readonly words: Words;
  readonly context: Pick<CommandContext, 'alerts' | 'store'>;
}

/** `message`: the alert. Resolves with where the thread is, for the person. Throws Refusal. */
export async function startThread(
  message: Message,
  { guild, incident, person, words, context }: ThreadRequest,
): Promise<string> {
  const channel = guild.channels.cache.get(message.channelId);
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
  // The thread of a message has the id of that message.
  return words('alert.thread', { thread: channelMention(message.id) });
}

/** Somebody else pressed the button a moment before. */
const isThere = (error: unknown) =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage;
