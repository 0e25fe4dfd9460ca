// Which messages are not read, and why: intake leaves them out, and people who ask about one are told.
import type { Message } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { guildId, userId } from '../ids.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { addressesBot, isCommand, isFromPerson } from './addressed.ts';
import { isVoice, ownWords } from './ownWords.ts';

/** `toBot`: a question or a command, which is not the mood of its channel. */
type LeftOut = 'unwatched' | 'toBot' | 'optedOut';
/** `unheard`: a voice message, which would be read if its words were known. */
type Unread = 'notPerson' | 'noWords' | 'unheard' | LeftOut;

/** A question or a command. */
export const isSaidToBot = (message: Message, settings: GuildSettings): boolean =>
  addressesBot(message, settings) || isCommand(message.content);

/** Null: it is read. */
export async function whyUnread(
  message: Message<true>,
  stores: Pick<Store, 'settings' | 'people'>,
): Promise<Unread | null> {
  if (!isFromPerson(message)) return 'notPerson';
  const words = ownWords(message);
  if (words === '' && !isVoice(message)) return 'noWords';
  const leftOut = await whyLeftOut(message, message.author.id, stores);
  return leftOut ?? (words === '' ? 'unheard' : null);
}

/** Why a message is left out, whatever it says. `author`: who wrote it, which may not be whom Discord names. */
export async function whyLeftOut(
  message: Message<true>,
  author: string,
  { settings, people }: Pick<Store, 'settings' | 'people'>,
): Promise<LeftOut | null> {
  const guild = guildId.parse(message.guildId);
  const me = message.guild.members.me;
  const held = await settings.get(guild);
  if (!me || !isWatched(factsOf(message.channel, me), held.watch)) return 'unwatched';
  if (isSaidToBot(message, held)) return 'toBot';
  return (await people.isOptedOut(guild, userId.parse(author))) ? 'optedOut' : null;
}
