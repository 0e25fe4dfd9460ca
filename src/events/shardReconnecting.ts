// A shard lost its connection: new messages wait until it is known whether earlier ones were missed.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { ofShard } from './newSession.ts';

export const shardReconnecting = {
  name: Events.ShardReconnecting,
  run({ intake }, shard) {
    intake.hold(ofShard(shard));
    return Promise.resolve();
  },
} satisfies Event<Events.ShardReconnecting>;
