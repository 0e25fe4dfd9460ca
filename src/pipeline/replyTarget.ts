// Where an answer goes: replies to the message, one a page, found again after a crash by their reference.
import { ChannelType, type Message, type OmitPartialGroupDMChannel } from 'discord.js';
import { nonceOf } from '../discord/client.ts';
import type { StreamTarget } from '../discord/stream.ts';

/** A message in a channel that the bot can write to. */
export type Answerable = OmitPartialGroupDMChannel<Message>;

/** Bots cannot write in group direct messages. */
export function isAnswerable(message: Message): message is Answerable {
  return message.channel.type !== ChannelType.GroupDM;
}

const NO_MENTIONS = { parse: [], repliedUser: false } as const;

/** `resumed`: an earlier run may have answered in part; its messages are edited instead of new ones sent. */
export async function replyTarget(
  message: Answerable,
  key: string,
  resumed: boolean,
): Promise<StreamTarget<Message>> {
  const earlier = resumed ? await ownRepliesTo(message) : [];
  return {
    typing: () => message.channel.sendTyping(),
    async send(content, page) {
      const already = earlier[page];
      if (already) return await already.edit({ content, allowedMentions: NO_MENTIONS });
      return await message.reply({
        content,
        allowedMentions: NO_MENTIONS,
        nonce: nonceOf(`${key}:${page}`),
        enforceNonce: true,
        failIfNotExists: false,
      });
    },
    async edit(sent, content) {
      await sent.edit({ content, allowedMentions: NO_MENTIONS });
    },
  };
}

async function ownRepliesTo(message: Answerable): Promise<Message[]> {
  const later = await message.channel.messages.fetch({ after: message.id, limit: 100 });
  return [...later.values()]
    .filter(
      ({ author, reference }) => author.id === message.client.user.id && reference?.messageId === message.id,
    )
    .sort((a, b) => a.createdTimestamp - b.createdTimestamp);
}
