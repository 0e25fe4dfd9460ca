// Who wrote a message, so that nobody who takes no part is read under the name of a webhook, as proxies speak.
import { MessageFlags, type Message } from 'discord.js';
import { guildId, messageId, userId, type UserId } from '../ids.ts';
import type { Store } from '../store/store.ts';

/** Null where a webhook says it and nobody knows for whom. */
async function writerOf(message: Message, { messages }: Pick<Store, 'messages'>): Promise<UserId | null> {
  const isAnswer = message.interactionMetadata !== null;
  const isFollowed = message.flags.has(MessageFlags.IsCrosspost);
  if (message.webhookId === null || isAnswer || isFollowed) return userId.parse(message.author.id);
  return (await messages.get(messageId.parse(message.id)))?.authorId ?? null;
}

/** Whether a model may be shown the message for the person who asks: of everyone who takes part, and their own. */
export async function mayBeShown(
  message: Message,
  { guild, asker }: { readonly guild: string; readonly asker: string },
  store: Pick<Store, 'messages' | 'people'>,
): Promise<boolean> {
  const writer = await writerOf(message, store);
  if (writer === null) return false;
  return writer === asker || !(await store.people.isOptedOut(guildId.parse(guild), writer));
}
