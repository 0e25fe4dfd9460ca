// A message was deleted.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageDelete = {
  name: Events.MessageDelete,
  run: ({ intake }, message) => intake.removed(message.channelId, [message.id]),
} satisfies Event<Events.MessageDelete>;
