// A shard that had lost its session has a new one; the first of all is clientReady's.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { newSession } from './newSession.ts';

export const shardReady = {
  name: Events.ShardReady,
  async run(context) {
    const { client } = context;
    if (client.isReady()) await newSession(context, client);
  },
} satisfies Event<Events.ShardReady>;
