// Servers: reading them, their channels, roles and members; making and changing channels.
import { Hono } from 'hono';
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { missingAccess, unknownRole } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { demand, demandInGuild, isThread } from '../permissions.ts';
import { overwriteShape } from '../world/entities.ts';
import { addChannel, removeChannel } from '../world/guilds.ts';
import { channelPayload, guildPayload, memberPayload, rolePayload } from '../world/payloads.ts';
import type { RestSetup } from './setup.ts';

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

export function guildRoutes({ world }: RestSetup): Hono {
  const app = new Hono();
  const bot = world.botId;
  const joined = (guildId: string) => {
    const guild = world.guild(guildId);
    if (!world.memberOf(guild, bot)) throw missingAccess();
    return guild;
  };

  app.get('/guilds/:guildId', (c) => {
    const guild = joined(c.req.param('guildId'));
    const counted = c.req.query('with_counts') === 'true';
    return c.json({
      ...guildPayload(guild),
      ...(counted && { approximate_member_count: guild.members.length, approximate_presence_count: 0 }),
    });
  });
  app.get('/guilds/:guildId/channels', (c) => {
    const guild = joined(c.req.param('guildId'));
    const channels = world.channelsOf(guild.id).filter((one) => !isThread(one));
    return c.json(channels.map((one) => channelPayload(world, one)));
  });
  app.get('/guilds/:guildId/threads/active', (c) => {
    const guild = joined(c.req.param('guildId'));
    const threads = world.channelsOf(guild.id).filter((one) => one.thread?.archived === false);
    return c.json({
      threads: threads.map((one) => channelPayload(world, one)),
      members: [],
      has_more: false,
    });
  });
  app.get('/guilds/:guildId/roles', (c) => c.json(joined(c.req.param('guildId')).roles.map(rolePayload)));
  app.get('/guilds/:guildId/roles/:roleId', (c) => {
    const role = joined(c.req.param('guildId')).roles.find(({ id }) => id === c.req.param('roleId'));
    if (!role) throw unknownRole();
    return c.json(rolePayload(role));
  });
  app.get('/guilds/:guildId/members', (c) => {
    const guild = joined(c.req.param('guildId'));
    const limit = Math.min(1000, Number(c.req.query('limit') ?? 1) || 1);
    const after = BigInt(c.req.query('after') ?? 0);
    const members = guild.members
      .filter(({ userId }) => BigInt(userId) > after)
      .sort((a, b) => (BigInt(a.userId) < BigInt(b.userId) ? -1 : 1));
    return c.json(members.slice(0, limit).map((member) => memberPayload(world, member)));
  });
  app.get('/guilds/:guildId/members/:userId', (c) => {
    const member = world.member(joined(c.req.param('guildId')), c.req.param('userId'));
    return c.json(memberPayload(world, member));
  });
  app.post('/guilds/:guildId/channels', async (c) => {
    const guild = joined(c.req.param('guildId'));
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
    if (edit.name !== undefined) channel.name = edit.name;
    if (edit.topic !== undefined) channel.topic = edit.topic;
    if (edit.nsfw !== undefined) channel.nsfw = edit.nsfw;
    if (edit.parent_id !== undefined) channel.parentId = edit.parent_id;
    if (edit.position != null) channel.position = edit.position;
    if (edit.rate_limit_per_user !== undefined) channel.slowmodeSeconds = edit.rate_limit_per_user ?? 0;
    if (edit.permission_overwrites) channel.overwrites = edit.permission_overwrites;
    if (channel.thread) {
      channel.thread.archived = edit.archived ?? channel.thread.archived;
      channel.thread.locked = edit.locked ?? channel.thread.locked;
    }
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
