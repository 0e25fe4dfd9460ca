// Where an answer goes: replies to the message, one a page, found again after a crash by their reference.
import { ChannelType, type Message, type OmitPartialGroupDMChannel, type TextBasedChannel } from 'discord.js';
import { nonceOf } from '../discord/client.ts';
import { removeMessage } from '../discord/gone.ts';
import { readsHistory } from '../discord/permissions.ts';
import type { Page, StreamTarget, Tail } from '../discord/stream.ts';
import { compareIds, messageId, type MessageId } from '../ids.ts';
import type { ButtonRow } from '../report/alertButtons.ts';

/** A message in a channel that the bot can write to. */
export type Answerable = OmitPartialGroupDMChannel<Message>;

/** Bots cannot write in group direct messages. */
export function isAnswerable(message: Message): message is Answerable {
  return message.channel.type !== ChannelType.GroupDM;
}

const NO_MENTIONS = { parse: [], repliedUser: false } as const;

/**
 * `key` names the answer, so that a page is sent once. `buttons`: what the last page offers.
 * Discord refuses a reference to those who may not read the history: there the answer stands alone.
 */
export function replyTarget(
  message: Answerable,
  key: string,
  buttons: (tail: Tail) => ButtonRow[],
): StreamTarget<MessageId> {
  const { channel } = message;
  const payloadOf = ({ text, tail }: Page) => ({
    content: text,
    components: tail === null ? [] : buttons(tail),
    allowedMentions: NO_MENTIONS,
  });
  return {
    async send(page, index) {
      const post = { ...payloadOf(page), nonce: nonceOf(`${key}:${index}`), enforceNonce: true };
      const sent = readsHistory(channel)
        ? await message.reply({ ...post, failIfNotExists: false })
        : await channel.send(post);
      return messageId.parse(sent.id);
    },
    async edit(sent, page) {
      await channel.messages.edit(sent, payloadOf(page));
    },
    remove: (sent) => removeMessage(channel, sent),
  };
}

/**
 * The bot's replies to a message, oldest first, among the hundred that came after it. None where the bot may not read
 * the history: there Discord's memory of nonces keeps it from answering twice.
 */
export async function ownRepliesTo(channel: TextBasedChannel, id: string): Promise<Message[]> {
  if (!readsHistory(channel)) return [];
  const later = await channel.messages.fetch({ after: id, limit: 100 });
  return [...later.values()].filter((one) => isOwnReply(one, id)).sort((a, b) => compareIds(a.id, b.id));
}

/** Messages of a channel that count as its last. */
const LAST = 20;

/** Whether an answer to the message is among the last messages of its channel. */
export async function isAnsweredLately(channel: TextBasedChannel, id: string): Promise<boolean> {
  if (!readsHistory(channel)) return false;
  const last = await channel.messages.fetch({ limit: LAST });
  return last.some((one) => isOwnReply(one, id));
}

const isOwnReply = ({ author, client, reference }: Message, id: string) =>
  author.id === client.user.id && reference?.messageId === id;
