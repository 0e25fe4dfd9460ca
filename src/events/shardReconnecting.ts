// The connection is lost: new messages wait until it is known whether a gap came before them.
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
