// A server is back after an outage at Discord. Messages written meanwhile may be missing, so they are fetched.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { measureGaps } from './newSession.ts';

export const guildAvailable = {
  name: Events.GuildAvailable,
  async run(context, guild) {
    if (!context.client.isReady()) return; // clientReady measures all servers
    await measureGaps(context, [guild]);
  },
} satisfies Event<Events.GuildAvailable>;
