// The message that a menu was used on: what the store holds of it, or why there is no verdict.
import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { messageId } from '../../ids.ts';
import type { Verdict } from '../../mood/verdict.ts';
import { whyUnread } from '../../pipeline/unread.ts';
import type { Words } from '../../report/words.ts';
import type { Store, StoredMessage } from '../../store/store.ts';
import { Refusal } from '../command.ts';

export type JudgedMessage = StoredMessage & { readonly verdict: Verdict };

interface Place {
  readonly guildId: string;
  readonly channelId: string;
}

/** The judged message that was chosen. Throws Refusal, which says why there is no verdict, where it has none. */
export async function judgedTarget(
  interaction: MessageContextMenuCommandInteraction<'cached'>,
  store: Store,
  words: Words,
): Promise<JudgedMessage> {
  const { targetMessage } = interaction;
  const held = await judgedHere(interaction, targetMessage.id, store);
  if (held) return held;
  const unread = await whyUnread(targetMessage, store);
  // Who opted out is nobody else's business.
  const isOthers = targetMessage.author.id !== interaction.user.id;
  if (unread === 'optedOut' && isOthers) throw new Refusal(words('unread.unknown'));
  if (unread !== null) throw new Refusal(words(`unread.${unread}`));
  const stored = await store.messages.get(messageId.parse(targetMessage.id));
  if (stored?.status === 'pending') throw new Refusal(words('unread.pending'));
  throw new Refusal(words(stored ? 'unread.failed' : 'unread.unknown'));
}

/** The judged message with an id, where it is one of this channel: nobody asks about another place. Null otherwise. */
export async function judgedHere(
  place: Place,
  id: string,
  { messages }: Pick<Store, 'messages'>,
): Promise<JudgedMessage | null> {
  const known = messageId.safeParse(id);
  const held = known.success ? await messages.get(known.data) : null;
  if (!held?.verdict) return null;
  const isHere = held.guildId === place.guildId && held.channelId === place.channelId;
  return isHere ? { ...held, verdict: held.verdict } : null;
}
