// Who the bot is: users, its application, its servers, direct channels, the gateway's address.
import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { readJson } from '../bodies/upload.ts';
import { INSTALLS } from '../interactions/registry.ts';
import { guildPermissions } from '../permissions.ts';
import { directChannel, removeBot } from '../world/guilds.ts';
import { channelPayload, memberPayload } from '../world/payloads.ts';
import { type RestSetup, noContent } from './setup.ts';

/** Flags of an application with less than a hundred servers: the intents that it may use. */
const MEMBERS_LIMITED = 1 << 15;
const CONTENT_LIMITED = 1 << 19;

export function userRoutes(setup: RestSetup): Hono {
  const { world } = setup;
  const app = new Hono();
  const gatewayUrl = () => `${world.baseUrl.replace(/^http/, 'ws')}/gateway`;
  const ownUser = () => ({ ...world.bot.user, mfa_enabled: false, locale: 'en-US', verified: true });

  app.get('/gateway', (c) => c.json({ url: gatewayUrl() }));
  app.get('/gateway/bot', (c) =>
    c.json({
      url: gatewayUrl(),
      shards: setup.shards,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 16 },
    }),
  );

  app.get('/users/@me', (c) => c.json(ownUser()));
  app.get('/users/@me/guilds', (c) =>
    c.json(
      [...world.guilds.values()]
        .filter((guild) => world.memberOf(guild, world.botId))
        .map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: null,
          banner: null,
          owner: false,
          permissions: guildPermissions(guild, world.botId).toString(),
          features: [],
        })),
    ),
  );
  app.get('/users/@me/guilds/:guildId/member', (c) =>
    c.json(memberPayload(world, world.member(world.guild(c.req.param('guildId')), world.botId))),
  );
  app.delete('/users/@me/guilds/:guildId', (c) => {
    removeBot(world, world.guild(c.req.param('guildId')));
    return noContent(c);
  });
  app.post('/users/@me/channels', async (c) => {
    const { recipient_id: userId } = check(z.object({ recipient_id: z.string() }), await readJson(c));
    if (userId === world.botId || world.person(userId).user.bot)
      throw new ApiError(400, 50007, 'Cannot send messages to this user');
    return c.json(channelPayload(world, directChannel(world, userId)));
  });
  app.get('/users/:userId', (c) => c.json(world.person(c.req.param('userId')).user));

  app.get('/applications/@me', (c) => c.json(application(setup)));
  app.get('/oauth2/applications/@me', (c) => c.json(application(setup)));
  return app;
}

function application({ world, messageContentIntent }: RestSetup) {
  const flags = MEMBERS_LIMITED | (messageContentIntent ? CONTENT_LIMITED : 0);
  const owner = [...world.guilds.values()][0]?.ownerId;
  return {
    id: world.botId,
    name: world.bot.user.username,
    icon: null,
    description: '',
    type: null,
    bot: world.bot.user,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: owner === undefined ? world.bot.user : world.person(owner).user,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
    tags: [],
    integration_types_config: Object.fromEntries(INSTALLS.map((kind) => [kind, {}])),
  };
}
