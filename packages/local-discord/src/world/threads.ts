// Threads are channels. A thread that was started from a message has the id of that message.
import { ChannelType } from 'discord-api-types/v10';
import { ApiError } from '../apiError.ts';
import type { Channel } from './entities.ts';
import { discordTime } from './posting.ts';
import type { World } from './world.ts';

const openThreadOf = ({ type }: Channel) =>
  type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;

export function addThread(
  world: World,
  parent: Channel,
  ownerId: string,
  name: string,
  wish: { id?: string; minutes?: number | undefined; type?: ChannelType },
): Channel {
  if (parent.guildId === undefined || parent.thread)
    throw new ApiError(400, 50024, 'Cannot execute action on this channel type');
  const thread: Channel = {
    id: wish.id ?? world.ids.next(),
    type: wish.type ?? openThreadOf(parent),
    guildId: parent.guildId,
    name,
    topic: null,
    position: 0,
    parentId: parent.id,
    nsfw: false,
    slowmodeSeconds: 0,
    overwrites: [],
    lastMessageId: null,
    thread: {
      ownerId,
      archived: false,
      locked: false,
      autoArchiveMinutes: wish.minutes ?? 1440,
      createdAt: discordTime(world.clock.now()),
      members: [ownerId],
    },
  };
  world.channels.set(thread.id, thread);
  world.emit({ type: 'channelNew', channel: thread });
  return thread;
}
