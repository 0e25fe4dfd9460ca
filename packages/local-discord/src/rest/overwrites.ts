// /channels/:id/permissions/:id: what a channel allows or denies a role or a member.
import { Hono } from 'hono';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { demand } from '../permissions.ts';
import { overwriteShape } from '../world/entities.ts';
import { type RestSetup, noContent } from './setup.ts';

const body = overwriteShape.omit({ id: true }).partial({ allow: true, deny: true });

export function overwriteRoutes({ world }: RestSetup): Hono {
  const app = new Hono();
  const path = '/channels/:channelId/permissions/:overwriteId';

  app.put(path, async (c) => {
    const { channelId, overwriteId: id } = c.req.param();
    const channel = world.channel(channelId);
    const { type, allow, deny } = check(body, await readJson(c));
    demand(world, channel, world.botId, P.ManageRoles);
    const others = channel.overwrites.filter((one) => one.id !== id);
    channel.overwrites = [...others, { id, type, allow: allow ?? '0', deny: deny ?? '0' }];
    world.emit({ type: 'channelEdit', channel });
    return noContent(c);
  });

  app.delete(path, (c) => {
    const { channelId, overwriteId } = c.req.param();
    const channel = world.channel(channelId);
    demand(world, channel, world.botId, P.ManageRoles);
    channel.overwrites = channel.overwrites.filter(({ id }) => id !== overwriteId);
    world.emit({ type: 'channelEdit', channel });
    return noContent(c);
  });
  return app;
}
