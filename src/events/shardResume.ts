// A shard resumed its session: Discord sends again what was missed, so there is no gap.
import { Events } from 'discord.js';
import type { Event } from './event.ts';
import { ofShard } from './newSession.ts';

export const shardResume = {
  name: Events.ShardResume,
  run({ intake }, shard) {
    intake.open(ofShard(shard));
    return Promise.resolve();
  },
} satisfies Event<Events.ShardResume>;
