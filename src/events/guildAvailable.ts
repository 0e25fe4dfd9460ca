// A server is back after an outage of Discord's: what was written there meanwhile may be missing.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { measureGaps } from './newSession.ts';

export const guildAvailable = {
  name: Events.GuildAvailable,
  async run(context, guild) {
    if (!context.client.isReady()) return; // all are measured when it is
    await measureGaps(context, [guild]);
  },
} satisfies Event<Events.GuildAvailable>;
