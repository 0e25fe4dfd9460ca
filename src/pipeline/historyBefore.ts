// Reads the conversation before a message from its channel.
import { DiscordAPIError } from 'discord.js';
import { readsHistory } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import type { ChatTurn } from '../llm/model.ts';
import type { Log } from '../log.ts';
import { saidTo } from './addressed.ts';
import { historyOf, type Line } from './history.ts';
import type { Answerable } from './replyTarget.ts';

const LINES = 50;
const TURNS = 12;

/** Empty where the bot may not read the history: an answer without it is better than none. */
export async function historyBefore(message: Answerable, log: Log): Promise<ChatTurn[]> {
  const lines = (await earlierThan(message, log))
    .sort((a, b) => a.createdTimestamp - b.createdTimestamp)
    .map((line): Line => ({
      id: line.id,
      authorId: line.author.id,
      text: saidTo(line),
      repliesTo: line.reference?.messageId ?? null,
    }));
  const who = { personId: message.author.id, botId: message.client.user.id, isDirect: !message.inGuild() };
  return historyOf(lines, who, TURNS);
}

async function earlierThan({ channel, id }: Answerable, log: Log) {
  if (!readsHistory(channel)) return [];
  try {
    const earlier = await channel.messages.fetch({ before: id, limit: LINES });
    return [...earlier.values()];
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    log.info({ channelId: channel.id, reason: reasonOf(error) }, 'answered without what was said before');
    return [];
  }
}
