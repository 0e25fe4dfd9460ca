// A message was deleted, and with a question goes its answer.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageDelete = {
  name: Events.MessageDelete,
  async run({ intake, replies }, message) {
    await intake.removed(message.channelId, [message.id]);
    await replies.removed(message.channel, [message.id]);
  },
} satisfies Event<Events.MessageDelete>;
