// Control: tells what exists, and makes and removes servers, people, channels and direct messages.
import { Hono } from 'hono';
import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { snowflake as id } from '../snowflake.ts';
import { bits, type Guild } from '../world/entities.ts';
import { HARMFUL_LINKS } from '../world/filter.ts';
import {
  addChannel,
  addGuild,
  addMember,
  addPerson,
  addRole,
  directChannel,
  installApp,
  joinBot,
  privateTo,
  removeBot,
  removeChannel,
  setBotPermissions,
} from '../world/guilds.ts';
import { channelPayload, memberPayload, rolePayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import type { State } from './protocol.ts';
import type { ControlSetup } from './setup.ts';

const permissionBits = bits.transform(BigInt);
const name = z.string().min(1).max(100);
const newGuild = z.object({
  name,
  ownerId: id,
  channels: z.array(z.object({ name, isPrivate: z.boolean().optional() })),
  botPermissions: permissionBits.optional(),
  preferredLocale: z.string().exactOptional(),
  withoutBot: z.boolean().optional(),
});
const newUser = z.object({
  username: z.string().min(1).max(32),
  displayName: z.string().min(1).max(32).exactOptional(),
  locale: z.string().exactOptional(),
  guildIds: z.array(id).optional(),
  permissions: permissionBits.optional(),
  isBot: z.boolean().exactOptional(),
});
const filter = z.object({
  texts: z.array(z.string().min(1)),
  code: z.number().int().default(HARMFUL_LINKS),
});
const newChannel = z.object({ guildId: id, name, isPrivate: z.boolean().optional() });

export function worldControls({ world, gateway, stream, mounts }: ControlSetup): Hono {
  const app = new Hono();

  app.get('/state', (c) =>
    c.json({ ...stateOf(world), online: gateway.online, readers: stream.readers(), mounts } as object),
  );

  app.post('/guilds', async (c) => {
    return c.json({ id: foundGuild(world, check(newGuild, await readJson(c))).id });
  });
  app.post('/guilds/:guildId/bot', (c) => {
    joinBot(world, world.guild(c.req.param('guildId')));
    return c.json({});
  });
  app.delete('/guilds/:guildId/bot', (c) => {
    removeBot(world, world.guild(c.req.param('guildId')));
    return c.json({});
  });
  app.patch('/guilds/:guildId/bot', async (c) => {
    const { permissions } = check(z.object({ permissions: permissionBits }), await readJson(c));
    setBotPermissions(world, world.guild(c.req.param('guildId')), permissions);
    return c.json({});
  });

  app.post('/users', async (c) => {
    const { guildIds, permissions, ...person } = check(newUser, await readJson(c));
    const guilds = (guildIds ?? []).map((guildId) => world.guild(guildId));
    const userId = addPerson(world, person);
    for (const guild of guilds) {
      const roles =
        permissions === undefined
          ? []
          : [addRole(world, guild, { name: `${person.username}'s role`, permissions }).id];
      addMember(world, guild, userId, roles);
    }
    return c.json({ id: userId });
  });

  app.put('/installs/:userId', (c) => {
    installApp(world, c.req.param('userId'), true);
    return c.json({});
  });
  app.delete('/installs/:userId', (c) => {
    installApp(world, c.req.param('userId'), false);
    return c.json({});
  });

  app.post('/channels', async (c) => {
    const { guildId, name, isPrivate } = check(newChannel, await readJson(c));
    const guild = world.guild(guildId);
    const channel = addChannel(world, guild, { name, overwrites: isPrivate ? privateTo(guild, []) : [] });
    return c.json({ id: channel.id });
  });
  app.delete('/channels/:channelId', (c) => {
    removeChannel(world, world.channel(c.req.param('channelId')));
    return c.json({});
  });

  app.put('/filter', async (c) => {
    world.filter = check(filter, await readJson(c));
    return c.json({});
  });

  app.post('/dms', async (c) => {
    const { userId } = check(z.object({ userId: id }), await readJson(c));
    return c.json({ channelId: directChannel(world, userId).id });
  });
  return app;
}

function stateOf(world: World): Omit<State, 'online' | 'readers' | 'mounts'> {
  return {
    bot: world.bot.user,
    users: [...world.people.values()].map(({ user }) => user),
    guilds: [...world.guilds.values()].map((guild) => ({
      id: guild.id,
      name: guild.name,
      ownerId: guild.ownerId,
      channels: world.channelsOf(guild.id).map((channel) => channelPayload(world, channel)),
      roles: guild.roles.map(rolePayload),
      members: guild.members.map((member) => memberPayload(world, member)),
      hasBot: world.memberOf(guild, world.botId) !== undefined,
    })),
    dms: [...world.channels.values()]
      .filter(({ type }) => type === ChannelType.DM)
      .map((channel) => ({ channelId: channel.id, userId: channel.recipientId ?? '' })),
  };
}

function foundGuild(world: World, wish: z.output<typeof newGuild>): Guild {
  const { preferredLocale } = wish;
  const guild = addGuild(world, {
    name: wish.name,
    ownerId: world.person(wish.ownerId).user.id,
    ...(preferredLocale !== undefined && { preferredLocale }),
  });
  for (const { name, isPrivate } of wish.channels)
    addChannel(world, guild, { name, overwrites: isPrivate ? privateTo(guild, []) : [] });
  if (!wish.withoutBot) joinBot(world, guild, wish.botPermissions);
  return guild;
}
