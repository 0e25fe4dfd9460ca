// What a message says in its author's own words: neither what was forwarded, nor a file, nor the name of a sticker.
import { MessageFlags, type Message } from 'discord.js';

/** A text that begins so is the question of a poll: what people type is kept without it. */
const POLL = '📊 ';

export const isPollText = (text: string): boolean => text.startsWith(POLL);

/** '' where there are none. A poll without words has its question. */
export function ownWords({ content, poll }: Pick<Message, 'content' | 'poll'>): string {
  if (content.trim() !== '') return content.replace(/^(?:📊\s*)+/u, '');
  const question = poll?.question.text?.trim() ?? '';
  return question === '' ? '' : POLL + question;
}

/** It is spoken: the words, if somebody can hear them, are in its only file. */
export const isVoice = ({ flags }: Pick<Message, 'flags'>): boolean => flags.has(MessageFlags.IsVoiceMessage);
