// A shard has a new session in place of a lost one. clientReady handles the first session of all.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { newSession, ofShard } from './newSession.ts';

export const shardReady = {
  name: Events.ShardReady,
  async run(context, shard) {
    const { client, intake } = context;
    if (client.isReady()) await newSession(context, client, ofShard(shard));
    else intake.open(ofShard(shard));
  },
} satisfies Event<Events.ShardReady>;
