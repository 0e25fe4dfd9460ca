// Where an answer goes: replies to the message, one a page, found again after a crash by their reference.
import { ChannelType, type Message, type OmitPartialGroupDMChannel } from 'discord.js';
import { nonceOf } from '../discord/client.ts';
import { readsHistory } from '../discord/permissions.ts';
import type { StreamTarget } from '../discord/stream.ts';

/** A message in a channel that the bot can write to. */
export type Answerable = OmitPartialGroupDMChannel<Message>;

/** Bots cannot write in group direct messages. */
export function isAnswerable(message: Message): message is Answerable {
  return message.channel.type !== ChannelType.GroupDM;
}

const NO_MENTIONS = { parse: [], repliedUser: false } as const;

/**
 * `resumed`: an earlier run may have answered in part; its messages are edited instead of new ones sent.
 * Discord refuses a reference to those who may not read the history: there the answer stands alone.
 */
export async function replyTarget(
  message: Answerable,
  key: string,
  resumed: boolean,
): Promise<StreamTarget<Message>> {
  const earlier = resumed ? await ownRepliesTo(message) : [];
  return {
    async send(content, page) {
      const already = earlier[page];
      if (already) return await already.edit({ content, allowedMentions: NO_MENTIONS });
      const nonce = nonceOf(`${key}:${page}`);
      const post = { content, allowedMentions: NO_MENTIONS, nonce, enforceNonce: true };
      if (!readsHistory(message.channel)) return await message.channel.send(post);
      return await message.reply({ ...post, failIfNotExists: false });
    },
    async edit(sent, content) {
      await sent.edit({ content, allowedMentions: NO_MENTIONS });
    },
  };
}

/** None where the bot may not read the history: there Discord's memory of nonces keeps it from answering twice. */
async function ownRepliesTo(message: Answerable): Promise<Message[]> {
  if (!readsHistory(message.channel)) return [];
  const later = await message.channel.messages.fetch({ after: message.id, limit: 100 });
  return [...later.values()]
    .filter(
      ({ author, reference }) => author.id === message.client.user.id && reference?.messageId === message.id,
    )
    .sort((a, b) => a.createdTimestamp - b.createdTimestamp);
}
