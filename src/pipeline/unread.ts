// Which messages are not read, and why: intake leaves them out, and people who ask about one are told.
import type { Message } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { guildId, userId } from '../ids.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { addressesBot, isCommand, isFromPerson } from './addressed.ts';

/** `toBot`: a question or a command, which is not the mood of its channel. */
type Unread = 'notPerson' | 'noWords' | 'unwatched' | 'toBot' | 'optedOut';

/** A question or a command. */
export const isSaidToBot = (message: Message, settings: GuildSettings): boolean =>
  addressesBot(message, settings) || isCommand(message.content);

/** Null: it is read. */
export async function whyUnread(
  message: Message<true>,
  { settings, people }: Pick<Store, 'settings' | 'people'>,
): Promise<Unread | null> {
  if (!isFromPerson(message)) return 'notPerson';
  if (message.content.trim() === '') return 'noWords';
  const guild = guildId.parse(message.guildId);
  const me = message.guild.members.me;
  const held = await settings.get(guild);
  if (!me || !isWatched(factsOf(message.channel, me), held.watch)) return 'unwatched';
  if (isSaidToBot(message, held)) return 'toBot';
  return (await people.isOptedOut(guild, userId.parse(message.author.id))) ? 'optedOut' : null;
}
