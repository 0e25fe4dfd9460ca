// /applications/:id/commands and /applications/:id/guilds/:id/commands.
import { Hono } from 'hono';
import { missingAccess } from '../apiError.ts';
import { readJson } from '../bodies/upload.ts';
import { type RestSetup, joinedGuild, noContent } from './setup.ts';

export function commandRoutes({ world, commands }: RestSetup): Hono {
  const app = new Hono();
  const scopes = ['/applications/:applicationId', '/applications/:applicationId/guilds/:guildId'] as const;
  for (const scope of scopes) {
    const guildOf = (params: Partial<Record<string, string>>): string | undefined => {
      if (params['applicationId'] !== world.botId) throw missingAccess();
      const guildId = params['guildId'];
      if (guildId === undefined) return undefined;
      return joinedGuild(world, guildId).id;
    };
    app.get(`${scope}/commands`, (c) => c.json(commands.list(guildOf(c.req.param())) as object[]));
    app.put(`${scope}/commands`, async (c) => {
      const guildId = guildOf(c.req.param());
      return c.json(commands.overwrite(guildId, await readJson(c)) as object[]);
    });
    app.post(`${scope}/commands`, async (c) => {
      const { command, isNew } = commands.upsert(guildOf(c.req.param()), await readJson(c));
      return c.json(command as object, isNew ? 201 : 200);
    });
    app.get(`${scope}/commands/:commandId`, (c) => {
      const params = c.req.param();
      return c.json(commands.get(guildOf(params), params.commandId) as object);
    });
    app.patch(`${scope}/commands/:commandId`, async (c) => {
      const params = c.req.param();
      const change = (await readJson(c)) as object;
      return c.json(commands.edit(guildOf(params), params.commandId, change) as object);
    });
    app.delete(`${scope}/commands/:commandId`, (c) => {
      const params = c.req.param();
      commands.remove(guildOf(params), params.commandId);
      return noContent(c);
    });
  }
  return app;
}
