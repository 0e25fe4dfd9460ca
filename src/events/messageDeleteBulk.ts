import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const messageDeleteBulk = {
  name: Events.MessageBulkDelete,
  run: ({ intake }, messages) => intake.removed([...messages.keys()]),
} satisfies Event<Events.MessageBulkDelete>;
