// Many messages were deleted at once.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageDeleteBulk = {
  name: Events.MessageBulkDelete,
  async run({ intake, replies }, messages, channel) {
    const ids = [...messages.keys()];
    await intake.removed(channel.id, ids);
    await replies.removed(channel, ids);
  },
} satisfies Event<Events.MessageBulkDelete>;
