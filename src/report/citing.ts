// A cited message: a link that jumps to it, and its text made harmless where readers may see it.
import type { ChannelId, GuildId, MessageId } from '../ids.ts';
import type { Words } from './words.ts';

export interface CitedMessage {
  readonly guildId: GuildId;
  readonly channelId: ChannelId;
  readonly id: MessageId;
  /** What it says, as a person wrote it; null: not to be shown here. */
  readonly text: string | null;
}

const LONGEST = 90;

/** A message, or its channel where `id` is null. */
export interface Place extends Pick<CitedMessage, 'guildId' | 'channelId'> {
  readonly id: MessageId | null;
}

/** The address that opens it in Discord. */
export function jumpLink({ guildId, channelId, id }: Place): string {
  const channel = `https://discord.com/channels/${guildId}/${channelId}`;
  return id === null ? channel : `${channel}/${id}`;
}

/** One line: the link, and the text as code, so that it cannot mention, link or format anything. */
export function citation(message: CitedMessage, words: Words): string {
  const link = `[${words('cite.jump')}](${jumpLink(message)})`;
  const text = message.text === null ? '' : harmless(message.text);
  return text === '' ? link : `${link} ${text}`;
}

/** Hostile text as one short line of code; empty where nothing is left of it. */
export function harmless(text: string, longest = LONGEST): string {
  const flat = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = Array.from(flat);
  if (letters.length === 0) return '';
  return `\`${letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : flat}\``;
}

const LONGEST_NAME = 60;

/** Hostile text as one short line of letters, figures and stops: no markup, link or mention is left of it. */
export function plainLine(text: string, longest = LONGEST_NAME): string {
  const line = text
    .replace(/[^\p{L}\p{M}\p{N} ·,;'’.!?%，。、；！？-]+/gu, ' ')
    // A name of a website would become a link.
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = Array.from(line);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}
