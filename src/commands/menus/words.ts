// The words of a message that the model is to work on for who asks.
import type { Message } from 'discord.js';
import { messageId } from '../../ids.ts';
import { mayBeShown } from '../../pipeline/writer.ts';
import type { Words } from '../../report/words.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../command.ts';

/**
 * What it says, else the question of its poll, else what it forwards, else what was heard in it; '' where there is none.
 * Throws Refusal where the author takes no part: who that is stays unsaid. Everyone may use their own words.
 */
export async function wordsOf(
  message: Message<true>,
  asker: string,
  store: Pick<Store, 'messages' | 'people'>,
  words: Words,
): Promise<string> {
  const isShown = await mayBeShown(message, { guild: message.guildId, asker }, store);
  if (!isShown) throw new Refusal(words('role.notThis'));
  const { content, poll, messageSnapshots } = message;
  const forwarded = messageSnapshots.map((one) => one.content.trim()).join('\n\n');
  const written = [content, poll?.question.text ?? '', forwarded].find((text) => text.trim() !== '');
  return written ?? (await store.messages.get(messageId.parse(message.id)))?.content ?? '';
}
