// The mood view: its page, its data and its acts, under /mood/ of whatever server it is mounted on.
import type { Client } from 'discord.js';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { CommandContext } from '../commands/command.ts';
import { reasonOf } from '../errors.ts';
import type { GuildId, ChannelId } from '../ids.ts';
import { wordsIn } from '../report/words.ts';
import type { JobBoard } from '../jobs/job.ts';
import { actOnIncident, whyOf } from './acting.ts';
import { bodyOf } from './body.ts';
import { notFound, ViewRefusal } from './errors.ts';
import type { Exits } from './data.ts';
import { exportedAs, type Format } from './exporting.ts';
import { jobsRightOf } from './jobs/right.ts';
import { jobsRoutes } from './jobs/routes.ts';
import { createLive } from './live.ts';
import { correct, messagesBehind } from './messages.ts';
import { pageFiles } from './pageFiles.ts';
import { localeIn, questionIn } from './question.ts';
import { sceneOf, type LinkTo, type Scene } from './scene.ts';
import { createServerList, keyOf, sightOf, type Viewer } from './viewer.ts';
import { viewOf } from './view.ts';

/** Who sends a request; null: nobody who may look, so that the page asks to log in. */
export type ViewerOf = (context: Context) => Promise<Viewer | null> | Viewer | null;

export interface DashboardOptions {
  readonly client: Client;
  readonly context: CommandContext;
  /** The jobs of all servers. */
  readonly board: JobBoard;
  readonly viewerOf: ViewerOf;
  readonly linkTo: LinkTo;
  /** Where the page leads to besides; null: nowhere. */
  readonly exits: Exits;
  /** Further routes under /mood, such as those of a login. */
  readonly routes?: Hono;
  /** Checks each request before all else, where the server that it comes through does not. */
  readonly guard?: MiddlewareHandler;
}

export interface Dashboard {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** A message was judged. */
  onTag(message: { readonly guildId: GuildId; readonly channelId: ChannelId }): void;
  close(): void;
}

/** The path that everything is under. */
export const BASE = '/mood';

const LARGEST_BODY = 8 * 1024;
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
/** How often an open connection says that it lives, in milliseconds. */
const BEAT = 25_000;

export function openDashboard(options: DashboardOptions): Dashboard {
  const { client, context, board, viewerOf, linkTo, exits } = options;
  const live = createLive();
  const serversOf = createServerList(client, context.clock);
  const app = new Hono({ getPath: pathUnderBase });
  app.onError((error, c) => {
    if (error instanceof ViewRefusal) {
      const login = error.status === 401 ? { login: exits.login } : {};
      // An account that may see nothing here: another one can be chosen.
      const words = wordsIn(localeIn(c.req.query('lang'), c.req.header('accept-language')));
      const isStuck = error.status === 404 && exits.logout !== null;
      const logout = isStuck ? { logout: { href: exits.logout, text: words('dashboard.page.logout') } } : {};
      return c.json({ error: error.message, ...login, ...logout }, error.status);
    }
    context.log.error({ reason: reasonOf(error) }, 'the mood view could not answer');
    return c.json({ error: 'The mood view failed; the log of the bot tells more.' }, 500);
  });
  app.use(async (c, next) => {
    c.header('Content-Security-Policy', POLICY);
    c.header('X-Content-Type-Options', 'nosniff');
    // Without any referrer the form of a logout would come from no origin, which the guard refuses.
    c.header('Referrer-Policy', 'same-origin');
    c.header('Cache-Control', 'no-store');
    await next();
  });
  if (options.guard) app.use(options.guard);
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: () => {
        throw new ViewRefusal(413, 'The request is too large.');
      },
    }),
  );

  async function viewerIn(c: Context): Promise<Viewer> {
    const viewer = await viewerOf(c);
    if (!viewer) {
      const { locale } = questionIn(c.req.query(), c.req.header('accept-language'));
      throw new ViewRefusal(401, wordsIn(locale)('dashboard.login'));
    }
    return viewer;
  }

  async function sceneIn(c: Context): Promise<{ scene: Scene; viewer: Viewer }> {
    const viewer = await viewerIn(c);
    const question = questionIn(c.req.query(), c.req.header('accept-language'));
    const guild = question.guild ?? (await serversOf(viewer))[0]?.id;
    if (guild === undefined) throw notFound();
    const sight = await sightOf(client, viewer, guild);
    return { scene: await sceneOf(context, question, sight, linkTo), viewer };
  }

  app.get('/api/view', async (c) => {
    const { scene, viewer } = await sceneIn(c);
    // Discord is asked while the store is read.
    const [right, view] = await Promise.all([
      jobsRightOf(client, viewer),
      serversOf(viewer).then((servers) => viewOf(scene, servers)),
    ]);
    return c.json({ ...view, exits: { ...exits, jobs: right === 'none' ? null : 'jobs/' } });
  });

  app.get('/api/messages', async (c) =>
    c.json(await messagesBehind((await sceneIn(c)).scene, c.req.query())),
  );

  app.get('/api/export/:format{csv|json|png}', async (c) => {
    const { scene } = await sceneIn(c);
    const view = await viewOf(scene, []);
    const format = c.req.param('format') as Format;
    const { type, body } = await exportedAs(format, view, scene);
    const name = `mood-${view.server.id}-${view.period}.${format}`;
    return c.body(body, 200, {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
    });
  });

  app.get('/api/incidents/:id/why', async (c) =>
    c.json(await whyOf((await sceneIn(c)).scene, c.req.param('id'))),
  );

  app.post('/api/incidents/:id', async (c) => {
    const { scene } = await sceneIn(c);
    const done = await actOnIncident(scene, c.req.param('id'), await bodyOf(c));
    live.tell(scene.sight.guildId, null);
    return c.json(done);
  });

  app.post('/api/corrections', async (c) => {
    const { scene } = await sceneIn(c);
    await correct(scene, await bodyOf(c));
    live.tell(scene.sight.guildId, null);
    return c.json({});
  });

  app.get('/api/live', async (c) => {
    const { scene, viewer } = await sceneIn(c);
    return streamSSE(c, async (sse) => {
      const beats = new AbortController();
      const leave = live.join({
        guildId: scene.sight.guildId,
        viewer: keyOf(viewer),
        sees: scene.isChosen,
        tell: () => void sse.writeSSE({ event: 'changed', data: '' }),
        end: () => beats.abort(),
      });
      sse.onAbort(() => beats.abort());
      await sse.writeSSE({ event: leave ? 'open' : 'full', data: '' });
      while (leave && !beats.signal.aborted) {
        await context.clock.wait(BEAT, beats.signal).catch(() => undefined);
        await sse.writeSSE({ event: 'beat', data: '' });
      }
      leave?.();
    });
  });

  if (options.routes) app.route('/', options.routes);
  app.route('/', jobsRoutes({ client, board, viewerOf, log: context.log }));
  app.route('/', pageFiles());
  app.notFound(() => {
    throw notFound();
  });
  return {
    fetch: app.fetch,
    onTag: ({ guildId, channelId }) => live.tell(guildId, channelId),
    close: () => live.close(),
  };
}

/** Routes are written without the base; the address of the page itself ends in a slash, because its files lie beside it. */
const pathUnderBase = (request: Request): string => new URL(request.url).pathname.slice(BASE.length);
