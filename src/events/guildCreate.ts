import { Events } from 'discord.js';
import { enroll } from '../pipeline/enroll.ts';
import type { Event } from './event.ts';

export const guildCreate = {
  name: Events.GuildCreate,
  async run({ enrollment, onEnrolled }, guild) {
    await enroll(guild, enrollment);
    await onEnrolled(guild.id);
  },
} satisfies Event<Events.GuildCreate>;
