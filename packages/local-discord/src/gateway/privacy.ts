// Without the Message Content intent, a bot gets messages without their text.
import type { APIMessage } from 'discord-api-types/v10';
import type { World } from '../world/world.ts';

const NOTHING = { content: '', embeds: [], attachments: [], components: [] };

/** The message without its text, unless the bot wrote it, is mentioned in it, or it is a direct message. */
export function withoutContent<T extends APIMessage>(world: World, message: T): T {
  const inServer = world.channels.get(message.channel_id)?.guildId !== undefined;
  const own = message.author.id === world.botId;
  const called = message.mentions.some(({ id }) => id === world.botId);
  const referenced = message.referenced_message;
  return {
    ...message,
    ...(inServer && !own && !called && { ...NOTHING }),
    ...(inServer && !own && !called && message.message_snapshots && { message_snapshots: [] }),
    ...(inServer && !own && !called && message.poll && { poll: undefined }),
    ...(referenced && { referenced_message: withoutContent(world, referenced) }),
  };
}
