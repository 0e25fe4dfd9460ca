// Whether a message addresses the bot, and its text without the mention.
import { MessageType, type Message } from 'discord.js';
import type { GuildSettings } from '../store/settings.ts';

/** Written by a person (not a bot, webhook or Discord itself) as a message of their own. */
export function isFromPerson(message: Message): boolean {
  const isPlain = message.type === MessageType.Default || message.type === MessageType.Reply;
  return isPlain && !message.author.bot && !message.author.system && message.webhookId === null;
}

/** A direct message, a mention, a reply to the bot, or any message in the chat channel. Role and @everyone mentions do not count. */
export function addressesBot(message: Message, settings: GuildSettings | null): boolean {
  const botId = message.client.user.id;
  if (!message.inGuild() || settings === null) return true;
  if (message.channelId === settings.chatChannelId) return true;
  return message.mentions.has(botId, { ignoreEveryone: true, ignoreRoles: true });
}

/** A command to a bot, written as a message: "/mood server", "!rank". */
export function isCommand(text: string): boolean {
  return /^[/!][a-z][\w-]*(?:\s|$)/i.test(text.trimStart());
}

/** What a person said, without the mention of the bot; other mentions by name. */
export function saidTo(message: Message): string {
  const own = new RegExp(`<@!?${message.client.user.id}>`, 'g');
  const names = new Map(message.mentions.users.map((user) => [user.id, user.displayName]));
  return message.content
    .replace(own, '')
    .replace(/<@!?(\d+)>/g, (mention, id: string) => `@${names.get(id) ?? mention}`)
    .trim();
}
