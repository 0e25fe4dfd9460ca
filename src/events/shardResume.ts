// The session went on: Discord replays what was missed, so there is no gap.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const shardResume = {
  name: Events.ShardResume,
  run({ intake }) {
    intake.open();
    return Promise.resolve();
  },
} satisfies Event<Events.ShardResume>;
