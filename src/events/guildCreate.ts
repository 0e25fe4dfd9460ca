// The bot was added to a server.
import { Events } from 'discord.js';
import { enroll } from '../pipeline/enroll.ts';
import { untilStoreAnswers } from '../pipeline/storeAway.ts';
import type { Event } from './event.ts';

export const guildCreate = {
  name: Events.GuildCreate,
  async run(context, guild) {
    await untilStoreAnswers('a server joined', () => enroll(guild, context.enrollment), context);
    await context.onEnrolled(guild.id);
  },
} satisfies Event<Events.GuildCreate>;
