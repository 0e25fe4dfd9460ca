// A channel was deleted: its stored messages are deleted too.
import { Events } from 'discord.js';
import type { Event } from './event.ts';

export const channelDelete = {
  name: Events.ChannelDelete,
  async run({ intake }, channel) {
    if (!channel.isDMBased()) await intake.removedChannel(channel.guildId, channel.id);
  },
} satisfies Event<Events.ChannelDelete>;
