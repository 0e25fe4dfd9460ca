// Threads, as far as a bot needs them: start one, join, leave, list its members.
import { Hono } from 'hono';
import { ChannelType, MessageFlags, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { ApiError } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { demand } from '../permissions.ts';
import { channelPayload } from '../world/payloads.ts';
import { asFlags } from '../world/bringing.ts';
import { addThread } from '../world/threads.ts';
import { sharedPost } from './messages.ts';
import { type RestSetup, noContent } from './setup.ts';

const threadBody = z.object({
  name: z.string().min(1).max(100),
  auto_archive_duration: z
    .union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)])
    .optional(),
  type: z
    .literal([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread])
    .optional(),
});

export function threadRoutes(setup: RestSetup): Hono {
  const { world } = setup;
  const bot = world.botId;
  const app = new Hono();

  app.post('/channels/:channelId/messages/:messageId/threads', async (c) => {
    const parent = world.channel(c.req.param('channelId'));
    const post = sharedPost(setup, parent.id, c.req.param('messageId'));
    const { name, auto_archive_duration: minutes } = check(threadBody, await readJson(c));
    demand(world, parent, bot, P.CreatePublicThreads);
    if (world.channels.has(post.message.id))
      throw new ApiError(400, 160004, 'A thread has already been created for this message');
    const thread = addThread(world, parent, bot, name, { id: post.message.id, minutes });
    post.message.flags = asFlags((post.message.flags ?? 0) | MessageFlags.HasThread);
    world.emit({ type: 'postEdit', post, channel: parent });
    return c.json(channelPayload(world, thread), 201);
  });

  app.post('/channels/:channelId/threads', async (c) => {
    const parent = world.channel(c.req.param('channelId'));
    const { name, type, auto_archive_duration: minutes } = check(threadBody, await readJson(c));
    const isPublic = type !== undefined && type !== ChannelType.PrivateThread;
    demand(world, parent, bot, isPublic ? P.CreatePublicThreads : P.CreatePrivateThreads);
    const thread = addThread(world, parent, bot, name, { minutes, type: type ?? ChannelType.PrivateThread });
    return c.json(channelPayload(world, thread), 201);
  });

  app.put('/channels/:channelId/thread-members/@me', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    demand(world, channel, bot);
    if (channel.thread && !channel.thread.members.includes(bot)) channel.thread.members.push(bot);
    return noContent(c);
  });

  app.get('/channels/:channelId/thread-members', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    demand(world, channel, bot);
    return c.json(
      (channel.thread?.members ?? []).map((userId) => ({
        id: channel.id,
        user_id: userId,
        join_timestamp: channel.thread?.createdAt,
        flags: 0,
      })),
    );
  });
  return app;
}
