// A person wrote a message.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageCreate = {
  name: Events.MessageCreate,
  run: ({ intake }, message) => intake.receive(message),
} satisfies Event<Events.MessageCreate>;
