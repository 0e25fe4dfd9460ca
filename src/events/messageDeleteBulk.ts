// Many messages were deleted at once.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageDeleteBulk = {
  name: Events.MessageBulkDelete,
  run: ({ intake }, messages, channel) => intake.removed(channel.id, [...messages.keys()]),
} satisfies Event<Events.MessageBulkDelete>;
