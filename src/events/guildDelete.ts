// The bot was removed from a server. An outage at Discord is another event, GuildUnavailable.
import { Events } from 'discord.js';
import { leave } from '../pipeline/enroll.ts';
import { untilStoreAnswers } from '../pipeline/storeAway.ts';
import type { Event } from './event.ts';

export const guildDelete = {
  name: Events.GuildDelete,
  async run(context, guild) {
    await untilStoreAnswers('a server left', () => leave(guild.id, context.enrollment), context);
    await context.onLeft(guild.id);
  },
} satisfies Event<Events.GuildDelete>;
