// Reads the conversation before a message from its channel.
import { DiscordAPIError, type Message } from 'discord.js';
import { readsHistory } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { compareIds } from '../ids.ts';
import type { ChatTurn } from '../llm/model.ts';
import type { Log } from '../log.ts';
import { DAY } from '../mood/window.ts';
import { saidTo } from './addressed.ts';
import { historyOf, withoutNotes, type Line } from './history.ts';
import type { Answerable } from './replyTarget.ts';

const LINES = 100;
/** The model takes of them what it can read. */
const TURNS = 40;
/** How far back a conversation is read, in milliseconds. */
export const REMEMBERED = 30 * DAY;

export interface Reach {
  /** The message that is replied to; an answer to the same person is part of the conversation, however far back. */
  readonly replied: Message | null;
  /** The snowflake at which the person had the conversation begin anew; null where they did not. */
  readonly resetAt: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Empty where the bot may not read the history: an answer without it is better than none. */
export async function historyBefore(message: Answerable, reach: Reach, log: Log): Promise<ChatTurn[]> {
  const { replied, resetAt, now } = reach;
  const botId = message.client.user.id;
  const isOpen = ({ id, createdTimestamp }: Message) =>
    (resetAt === null || compareIds(id, resetAt) > 0) && now - createdTimestamp < REMEMBERED;
  const found = await orNone(message, log, async () => [
    ...(await lastBefore(message)),
    ...(await answerWithQuestion(message, replied)),
  ]);
  const lines = [...new Map(found.map((one) => [one.id, one])).values()]
    .filter(isOpen)
    .sort((a, b) => compareIds(a.id, b.id))
    .map((one): Line => ({
      id: one.id,
      authorId: one.author.id,
      text: one.author.id === botId ? withoutNotes(one.content) : saidTo(one),
      repliesTo: one.reference?.messageId ?? null,
    }));
  const who = { personId: message.author.id, botId, isDirect: !message.inGuild() };
  return historyOf(lines, who, TURNS, replied?.author.id === botId ? replied.id : null);
}

async function lastBefore({ channel, id }: Answerable): Promise<Message[]> {
  const earlier = await channel.messages.fetch({ before: id, limit: LINES });
  return [...earlier.values()];
}

async function answerWithQuestion({ channel, client }: Answerable, replied: Message | null) {
  const question = replied?.reference?.messageId;
  if (!replied || question === undefined || replied.author.id !== client.user.id) return [];
  return [await channel.messages.fetch(question), replied];
}

async function orNone({ channel }: Answerable, log: Log, read: () => Promise<Message[]>): Promise<Message[]> {
  if (!readsHistory(channel)) return [];
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    log.info({ channelId: channel.id, reason: reasonOf(error) }, 'answered without what was said before');
    return [];
  }
}
