// Which messages are not read, and why: intake leaves them out, and people who ask about one are told.
import type { Message } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { guildId, userId } from '../ids.ts';
import type { Store } from '../store/store.ts';
import { addressesBot, isCommand, isFromPerson } from './addressed.ts';

/** `toBot`: a question or a command, which is not the mood of its channel. */
type Unread = 'notPerson' | 'noWords' | 'unwatched' | 'toBot' | 'optedOut';

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
  if (addressesBot(message, held) || isCommand(message.content)) return 'toBot';
  return (await people.isOptedOut(guild, userId.parse(message.author.id))) ? 'optedOut' : null;
}
