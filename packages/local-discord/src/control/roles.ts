// Control: makes roles, and gives them to people and takes them away.
import { Hono } from 'hono';
import { z } from 'zod';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { bits } from '../world/entities.ts';
import { addRole, setRole } from '../world/guilds.ts';
import type { ControlSetup } from './setup.ts';

const newRole = z.object({ name: z.string().min(1).max(100), permissions: bits.transform(BigInt) });

export function roleControls({ world }: ControlSetup): Hono {
  const app = new Hono();
  app.post('/guilds/:guildId/roles', async (c) => {
    const guild = world.guild(c.req.param('guildId'));
    return c.json({ id: addRole(world, guild, check(newRole, await readJson(c))).id });
  });
  app.on(['PUT', 'DELETE'], '/guilds/:guildId/members/:userId/roles/:roleId', (c) => {
    const { guildId, userId, roleId } = c.req.param();
    setRole(world, world.guild(guildId), { userId, roleId, isGiven: c.req.method === 'PUT' });
    return c.json({});
  });
  return app;
}
