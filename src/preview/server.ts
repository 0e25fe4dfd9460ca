// The local Discord-compatible server: REST, gateway, control routes and the page, on one port.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import type { Clock } from '../clock.ts';
import { BarometerError, reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { MessageTag } from './control/protocol.ts';
import { controlRoutes } from './control/routes.ts';
import { Stream } from './control/stream.ts';
import { Gateway } from './gateway/gateway.ts';
import { guard, mayConnect } from './guard.ts';
import { Interactions } from './interactions/interactions.ts';

import { restApi } from './rest/api.ts';
import { fileRoutes, pageRoutes } from './staticFiles.ts';
import { openWorld } from './world/open.ts';

export interface LocalServerOptions {
  /** A loopback address: this server answers nobody else. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** The token that the bot logs in with. */
  readonly token: string;
  /** Where the world is kept between runs; absent: in memory only. */
  readonly snapshotPath?: string;
  /** Reads tags for the page; absent: none are shown. */
  readonly tags?: (channelId: string, messageIds: readonly string[]) => Promise<MessageTag[]>;
  /** The switch of the developer portal; off: content is withheld and asking for it closes with 4014. Default true. */
  readonly messageContentIntent?: boolean;
  /** Discord's rate limits; default true. */
  readonly rateLimits?: boolean;
  /** How many shards /gateway/bot recommends; default 1. */
  readonly shards?: number;
}

export interface LocalServer {
  /** e.g. http://127.0.0.1:7860 */
  readonly url: string;
  /** The REST base to give to discord.js, e.g. http://127.0.0.1:7860/api */
  readonly apiUrl: string;
  /** Shows a tag on open pages. */
  showTag(tag: MessageTag): void;
  close(): Promise<void>;
}

export class PortUnusableError extends BarometerError {
  constructor(
    readonly host: string,
    readonly port: number,
    cause: unknown,
  ) {
    super(`PORT ${port} on ${host} cannot be used (${reasonOf(cause)}): set PORT to a free one.`, { cause });
  }
}

export class HostNotLoopbackError extends BarometerError {
  constructor(readonly host: string) {
    super(`HOST ${host} is not this machine's loopback address: set HOST to 127.0.0.1, ::1 or localhost.`);
  }
}

const PAGE = new URL('./page/', import.meta.url);

/** Throws PortUnusableError, HostNotLoopbackError, SnapshotError. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { clock, log, token } = options;
  if (!['127.0.0.1', '::1', 'localhost'].includes(options.host)) throw new HostNotLoopbackError(options.host);
  const { world, commands, keeper } = await openWorld(clock, log, options.snapshotPath);
  const messageContentIntent = options.messageContentIntent ?? true;
  const interactions = new Interactions(world);
  const gateway = new Gateway({ world, token, messageContentIntent, log });
  const stream = new Stream(world);
  const rest = restApi(
    {
      world,
      token,
      commands,
      interactions,
      messageContentIntent,
      rateLimits: options.rateLimits ?? true,
      shards: options.shards ?? 1,
    },
    log,
  );

  let port = options.port;
  const app = new Hono();
  app.use(
    '*',
    guard(() => port),
  );
  app.route('/', rest);
  app.route('/', controlRoutes({ world, commands, interactions, gateway, stream, log, tags: options.tags }));
  app.route('/', fileRoutes(world));
  app.route('/', pageRoutes(PAGE));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096 * 4 });
  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/gateway') || !mayConnect(request, port)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => gateway.accept(connection));
  });
  port = await listen(server, options.host, options.port);
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  world.baseUrl = url;

  return {
    url,
    apiUrl: `${url}/api`,
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

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new PortUnusableError(host, port, error)));
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
