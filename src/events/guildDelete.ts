// Removed from a server. An outage of Discord's comes as GuildUnavailable, never here.
import { Events } from 'discord.js';
import { leave } from '../pipeline/enroll.ts';
import type { Event } from './event.ts';

export const guildDelete = {
  name: Events.GuildDelete,
  async run({ enrollment, onLeft }, guild) {
    await leave(guild.id, enrollment);
    await onLeft(guild.id);
  },
} satisfies Event<Events.GuildDelete>;
