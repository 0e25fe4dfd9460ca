// The messages of an answer that stands already.
import type { TextBasedChannel } from 'discord.js';
import { readsHistory } from '../../discord/permissions.ts';
import { messageId, type MessageId } from '../../ids.ts';
import { ownRepliesTo } from '../replyTarget.ts';
import { claimKey, type AnswerClaims, type QuestionPlace } from './claims.ts';

export const questionPlaceIn = (channel: TextBasedChannel, id: string): QuestionPlace => ({
  guildId: channel.isDMBased() ? null : channel.guildId,
  channelId: channel.id,
  messageId: id,
});

/** The first page first; where the bot may not read the history, that is all it knows. */
export async function pagesOf(
  channel: TextBasedChannel,
  questionId: string,
  claims: Pick<AnswerClaims, 'get'>,
): Promise<MessageId[]> {
  if (readsHistory(channel)) {
    return (await ownRepliesTo(channel, questionId)).map(({ id }) => messageId.parse(id));
  }
  const posted = (await claims.get(claimKey(questionPlaceIn(channel, questionId), null)))?.messageId ?? null;
  return posted === null ? [] : [posted];
}
