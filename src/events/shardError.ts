// A connection to the gateway failed. discord.js tries again by itself, twice a second while the network is down.
import { Events } from 'discord.js';
import { reasonOf } from '../errors.ts';
import type { Event } from './event.ts';

export const shardError = {
  name: Events.ShardError,
  run({ log }, error, shard) {
    log.warn({ shard, reason: reasonOf(error) }, 'the connection to Discord failed: it is tried again');
    return Promise.resolve();
  },
} satisfies Event<Events.ShardError>;
