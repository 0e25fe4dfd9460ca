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
import { restApi } from './rest/api.ts';
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
}

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
  const rest = { world, token, commands, interactions, messageContentIntent, rateLimits, shards };
  app.route('/', restApi(rest, log));
  app.route('/', controlRoutes({ world, commands, interactions, gateway, stream, log, tags }));
  app.route('/', fileRoutes(world));
  app.route('/', pageRoutes(PAGE, options.plugin ?? NO_PLUGIN));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
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
