// A thread was deleted: its stored messages are deleted too.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const threadDelete = {
  name: Events.ThreadDelete,
  run: ({ intake }, thread) => intake.removedChannel(thread.guildId, thread.id),
} satisfies Event<Events.ThreadDelete>;
