// Servers, and what is read of them: channels, threads, roles and members.
import { Hono } from 'hono';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { unknownRole } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { demandInGuild, isThread } from '../permissions.ts';
import {
  channelPayload,
  guildPayload,
  incidentsPayload,
  memberPayload,
  rolePayload,
} from '../world/payloads.ts';
import { type RestSetup, joinedGuild } from './setup.ts';

export function guildRoutes({ world }: RestSetup): Hono {
  const app = new Hono();
  const joined = (guildId: string) => joinedGuild(world, guildId);

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
  app.put('/guilds/:guildId/incident-actions', async (c) => {
    const guild = joined(c.req.param('guildId'));
    demandInGuild(guild, world.botId, P.ManageGuild);
    const wish = check(incidentActions(world.clock.now()), await readJson(c));
    const { invites, dms } = guild.incidents ?? { invites: null, dms: null };
    guild.incidents = {
      invites: wish.invites_disabled_until === undefined ? invites : wish.invites_disabled_until,
      dms: wish.dms_disabled_until === undefined ? dms : wish.dms_disabled_until,
    };
    world.emit({ type: 'guildEdit', guild });
    return c.json(incidentsPayload(guild));
  });
  return app;
}

const DAY_MS = 86_400_000;

/** Discord switches nothing off for longer than a day. */
function incidentActions(now: number) {
  const until = z.iso
    .datetime({ offset: true })
    .refine((at) => Date.parse(at) - now <= DAY_MS, {
      params: { code: 'GUILD_INCIDENT_ACTIONS_TOO_LONG' },
      message: 'Actions can be disabled for 24 hours at most',
    })
    .nullish();
  return z.object({ invites_disabled_until: until, dms_disabled_until: until });
}
