// The local Discord-compatible server: REST, gateway, control routes and the page, on one port.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from './clock.ts';
import type { MessageTag } from './control/protocol.ts';
import { controlRoutes } from './control/routes.ts';
import { Stream } from './control/stream.ts';
import { HostNotLoopbackError, PortUnusableError } from './errors.ts';
import { Gateway } from './gateway/gateway.ts';
import { guard, mayConnect } from './guard.ts';
import { Interactions } from './interactions/interactions.ts';
import { type Log, silentLog } from './log.ts';
import { type OAuthOptions, oauthRoutes } from './oauth.ts';
import { restApi } from './rest/api.ts';
import type { RestRequest } from './rest/requests.ts';
import { fileRoutes, pageRoutes } from './staticFiles.ts';
import { type BotProfile, DEFAULT_BOT, openWorld } from './world/open.ts';

export interface LocalServerOptions<Tag extends MessageTag = MessageTag> {
  /** A loopback address, because the server must not be reached from elsewhere. Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** The token that the bot logs in with; default "local". */
  readonly token?: string;
  /** The bot of a new world; default: named Bot, with the permissions of one that reads and answers. */
  readonly bot?: Partial<BotProfile>;
  /** The file that keeps the world between runs. Absent: the world is in memory only. */
  readonly snapshotPath?: string;
  readonly clock?: Clock;
  /** Default: silent. */
  readonly log?: Log;
  /** Reads tags for the page; absent: none are shown. */
  readonly tags?: (channelId: string, messageIds: readonly string[]) => Promise<Tag[]>;
  /** A folder, its address ending in a slash, with the page's plugin.js and plugin.css; absent: a page without additions. */
  readonly plugin?: URL;
  /** Like the switch of the developer portal. Off: bots get no content, and asking for it closes with 4014. Default true. */
  readonly messageContentIntent?: boolean;
  /** Discord's rate limits; default true. */
  readonly rateLimits?: boolean;
  /** How many shards /gateway/bot recommends; default 1. */
  readonly shards?: number;
  /** Lets people log in to web pages of the bot's; absent: nobody can. */
  readonly oauth?: OAuthOptions;
  /** Told of each REST request of the bot's with the status of its answer, for tests that check requests. */
  readonly onRequest?: (request: RestRequest) => void;
  /** What the host program serves beside the page, by the first part of its path, e.g. "/extra". */
  readonly mounts?: Readonly<Record<string, Mount>>;
}

/** Gets only what comes from this machine and from pages of this server. */
export type Mount = (request: Request) => Response | Promise<Response>;

export interface LocalServer<Tag extends MessageTag = MessageTag> {
  /** e.g. http://127.0.0.1:7860 */
  readonly url: string;
  /** The REST base to give to discord.js, e.g. http://127.0.0.1:7860/api */
  readonly apiUrl: string;
  readonly token: string;
  /** Shows a tag on open pages. */
  showTag(tag: Tag): void;
  close(): Promise<void>;
}

/** A request has so long to arrive, files too, in milliseconds; answers and WebSockets last as long as they like. */
const LIMITS = { requestTimeout: 15_000, headersTimeout: 5000, connectionsCheckingInterval: 1000 };
const MOST_CONNECTIONS = 512;

const PAGE = new URL('../page/', import.meta.url);
const NO_PLUGIN = new URL('plugin/', PAGE);

/** Throws PortUnusableError, HostNotLoopbackError, SnapshotUnusableError. */
export async function startLocalServer<Tag extends MessageTag>(
  options: LocalServerOptions<Tag> = {},
): Promise<LocalServer<Tag>> {
  const { host = '127.0.0.1', token = 'local', clock = systemClock, log = silentLog } = options;
  const { messageContentIntent = true, rateLimits = true, shards = 1, snapshotPath, tags } = options;
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) throw new HostNotLoopbackError(host);
  const bot = { ...DEFAULT_BOT, ...options.bot };
  const { world, commands, keeper } = await openWorld({ clock, log, bot, snapshotPath });
  const interactions = new Interactions(world);
  const gateway = new Gateway({ world, token, messageContentIntent, log });
  const stream = new Stream(world);

  let port = options.port ?? 0;
  const app = new Hono();
  app.use(
    '*',
    guard(() => port),
  );
  const { onRequest } = options;
  const rest = { world, token, commands, interactions, messageContentIntent, rateLimits, shards, onRequest };
  app.route('/', oauthRoutes(world, options.oauth));
  app.route('/', restApi(rest, log));
  const mounts = options.mounts ?? {};
  const control = { world, commands, interactions, gateway, stream, log, tags, mounts: Object.keys(mounts) };
  app.route('/', controlRoutes(control));
  app.route('/', fileRoutes(world));
  for (const [path, mount] of Object.entries(mounts)) {
    app.get(path, (c) => c.redirect(`${path}/`));
    app.all(`${path}/*`, (c) => mount(c.req.raw));
  }
  app.route('/', pageRoutes(PAGE, options.plugin ?? NO_PLUGIN));

  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: LIMITS }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  const sockets = acceptSockets(server, gateway, () => port);
  port = await listen(server, host, port);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  world.baseUrl = url;

  return {
    url,
    apiUrl: `${url}/api`,
    token,
    showTag: (tag) => stream.tell({ type: 'tag', tag }),
    close: async () => {
      gateway.close();
      stream.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      sockets.close();
      await keeper?.close();
    },
  };
}

/** Hands connections to /gateway to the gateway and refuses every other. */
function acceptSockets(server: Server, gateway: Gateway, port: () => number): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096 * 4 });
  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/gateway') || !mayConnect(request, port())) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => gateway.accept(connection));
  });
  return sockets;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new PortUnusableError(host, port, error)));
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
