// The REST side: who may call, how often, which routes there are, and how refusals are answered.
import { type ErrorHandler, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Log } from '../log.ts';
import { ApiError, tooLarge, unauthorized, unknownRoute } from '../apiError.ts';
import { tellFailure } from '../failures.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { overwriteRoutes } from './overwrites.ts';
import { messageRoutes, oneMessageRoutes } from './messages.ts';
import { rateLimits } from './rateLimits.ts';
import { reactionRoutes } from './reactions.ts';
import { tellRequests } from './requests.ts';
import type { RestSetup } from './setup.ts';
import { threadRoutes } from './threads.ts';
import { userRoutes } from './users.ts';

const BASE = '/api/v10';
const LARGEST_BODY = 27 * 1024 * 1024;

export function restApi(setup: RestSetup, log: Log): Hono {
  const app = new Hono();
  app.onError(refusal(log));
  app.use('*', async (c, next) => {
    const byToken = /^\/api\/v10\/(?:interactions|webhooks)\//.test(c.req.path);
    if (!byToken && c.req.header('authorization') !== `Bot ${setup.token}`) throw unauthorized();
    await next();
  });
  if (setup.onRequest) app.use('*', tellRequests(setup.onRequest, BASE));
  if (setup.rateLimits) app.use('*', rateLimits(setup.world.clock, BASE));
  app.use(
    '*',
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: () => {
        throw tooLarge();
      },
    }),
  );
  for (const routes of [
    userRoutes,
    guildRoutes,
    channelRoutes,
    overwriteRoutes,
    messageRoutes,
    oneMessageRoutes,
    reactionRoutes,
    threadRoutes,
    commandRoutes,
    interactionRoutes,
  ])
    app.route('/', routes(setup));
  app.all('*', () => {
    throw unknownRoute();
  });
  const root = new Hono();
  root.route(BASE, app);
  return root;
}

/** Refusals have Discord's shape. Anything else is a fault of this server: it is logged and answered with 500. */
const refusal =
  (log: Log): ErrorHandler =>
  (error, c) => {
    if (error instanceof ApiError) return c.json(error.body, error.status as ContentfulStatusCode);
    tellFailure(log, error, c);
    return c.json({ code: 0, message: '500: Internal Server Error' }, 500);
  };
