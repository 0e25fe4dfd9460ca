import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageCreate = {
  name: Events.MessageCreate,
  async run({ intake, replies }, message) {
    await intake.receive([message]);
    await replies.consider(message);
  },
} satisfies Event<Events.MessageCreate>;
