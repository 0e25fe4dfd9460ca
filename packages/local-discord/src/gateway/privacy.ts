// What the Message Content intent withholds: the text of messages that are none of the bot's business.
import type { APIMessage } from 'discord-api-types/v10';
import type { World } from '../world/world.ts';

/** Kept whole: the bot's own messages, direct messages, and messages that mention it. */
export function withoutContent<T extends APIMessage>(world: World, message: T): T {
  const inServer = world.channels.get(message.channel_id)?.guildId !== undefined;
  const own = message.author.id === world.botId;
  const called = message.mentions.some(({ id }) => id === world.botId);
  const referenced = message.referenced_message;
  return {
    ...message,
    ...(inServer && !own && !called && { content: '', embeds: [], attachments: [], components: [] }),
    ...(referenced && { referenced_message: withoutContent(world, referenced) }),
  };
}
