// Channels: made, read, changed and deleted.
import { Hono } from 'hono';
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { demand, demandInGuild } from '../permissions.ts';
import { type Channel, overwriteShape } from '../world/entities.ts';
import { addChannel, removeChannel } from '../world/guilds.ts';
import { channelPayload } from '../world/payloads.ts';
import { type RestSetup, joinedGuild } from './setup.ts';

const overwrites = z
  .array(
    overwriteShape.extend({
      allow: overwriteShape.shape.allow.default('0'),
      deny: overwriteShape.shape.deny.default('0'),
    }),
  )
  .optional();
const channelEdit = z.object({
  name: z.string().min(1).max(100).optional(),
  topic: z.string().max(1024).nullish(),
  nsfw: z.boolean().optional(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
  position: z.int().nullish(),
  parent_id: z.string().nullish(),
  permission_overwrites: overwrites,
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
});
const newChannel = channelEdit.extend({
  name: z.string().min(1).max(100),
  type: z.enum(ChannelType).optional(),
});

export function channelRoutes({ world }: RestSetup): Hono {
  const app = new Hono();
  const bot = world.botId;

  app.post('/guilds/:guildId/channels', async (c) => {
    const guild = joinedGuild(world, c.req.param('guildId'));
    const wish = check(newChannel, await readJson(c));
    demandInGuild(guild, bot, P.ManageChannels);
    const channel = addChannel(world, guild, {
      name: wish.name,
      type: wish.type ?? ChannelType.GuildText,
      topic: wish.topic ?? null,
      parentId: wish.parent_id ?? null,
      overwrites: wish.permission_overwrites ?? [],
    });
    return c.json(channelPayload(world, channel), 201);
  });
  app.get('/channels/:channelId', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    demand(world, channel, bot);
    return c.json(channelPayload(world, channel));
  });
  app.patch('/channels/:channelId', async (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const edit = check(channelEdit, await readJson(c));
    demand(world, channel, bot, channel.thread ? P.ManageThreads : P.ManageChannels);
    applyEdit(channel, edit);
    world.emit({ type: 'channelEdit', channel });
    return c.json(channelPayload(world, channel));
  });
  app.delete('/channels/:channelId', (c) => {
    const channel = world.channel(c.req.param('channelId'));
    const payload = channelPayload(world, channel);
    // A direct message channel is only closed: it opens again with the next message.
    if (channel.guildId === undefined) return c.json(payload);
    demand(world, channel, bot, channel.thread ? P.ManageThreads : P.ManageChannels);
    removeChannel(world, channel);
    return c.json(payload);
  });
  return app;
}

/** Changes what the edit names and leaves the rest. */
function applyEdit(channel: Channel, edit: z.output<typeof channelEdit>): void {
  if (edit.name !== undefined) channel.name = edit.name;
  if (edit.topic !== undefined) channel.topic = edit.topic;
  if (edit.nsfw !== undefined) channel.nsfw = edit.nsfw;
  if (edit.parent_id !== undefined) channel.parentId = edit.parent_id;
  if (edit.position != null) channel.position = edit.position;
  if (edit.rate_limit_per_user !== undefined) channel.slowmodeSeconds = edit.rate_limit_per_user ?? 0;
  if (edit.permission_overwrites) channel.overwrites = edit.permission_overwrites;
  if (!channel.thread) return;
  channel.thread.archived = edit.archived ?? channel.thread.archived;
  channel.thread.locked = edit.locked ?? channel.thread.locked;
}
