// The mood view: beside the chat of the local server, or for real servers on a port of its own.
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Client } from 'discord.js';
import { systemClock } from '../clock.ts';
import type { CommandContext } from '../commands/command.ts';
import type { Config } from '../config.ts';
import {
  BASE,
  openDashboard,
  type Dashboard,
  type DashboardOptions,
  type ViewerOf,
} from '../dashboard/dashboard.ts';
import { guard } from '../dashboard/guard.ts';
import { discordLogin } from '../dashboard/login/discord.ts';
import { openLogin } from '../dashboard/login/login.ts';
import { ConfigError, reasonOf } from '../errors.ts';
import { userId } from '../ids.ts';
import type { JobBoard } from '../jobs/job.ts';
import { REQUEST_LIMITS } from '../ops/server.ts';
import { jumpLink } from '../report/citing.ts';

export const MOOD_PATH = BASE;

export interface MoodView extends Pick<Dashboard, 'onTag'> {
  /** For the local server. */
  readonly mounts: Readonly<Record<string, Dashboard['fetch']>>;
  open(client: Client, context: CommandContext, board: JobBoard): void;
  /** Its address on a port of its own; null where it has none. Throws ConfigError where the port cannot be used. */
  listen(): Promise<string | null>;
  close(): Promise<void>;
}

/** Whoever uses the local server may look as anybody in it: `?as=ID`. */
const chosenPerson: ViewerOf = (c) => {
  const asked = userId.safeParse(c.req.query('as'));
  return asked.success ? { kind: 'person', id: asked.data } : { kind: 'owner' };
};

/** Beyond the pages that may stay open, those that ask. */
const MOST_CONNECTIONS = 512;

const DISCORD_API = 'https://discord.com/api';

export function createMoodView(config: Config): MoodView {
  let dashboard: Dashboard | null = null;
  let server: Server | null = null;
  let origins: readonly string[] = [];
  const answer = (request: Request) =>
    dashboard?.fetch(request) ?? new Response('The bot is starting: try again in a moment.', { status: 503 });

  /** Paths outside the view lead to it. */
  const answerAlone = (request: Request) =>
    new URL(request.url).pathname.startsWith(`${BASE}/`)
      ? answer(request)
      : new Response(null, { status: 302, headers: { Location: `${BASE}/` } });

  return {
    mounts: { [BASE]: answer },
    open(client, context, board) {
      const options = config.DISCORD_TOKEN === undefined ? LOCAL : ownOptions(config, client, () => origins);
      dashboard = openDashboard({ client, context, board, ...options });
    },
    onTag: (message) => dashboard?.onTag(message),
    async listen() {
      if (!config.DASHBOARD || config.DISCORD_TOKEN === undefined) return null;
      const { DASHBOARD_HOST: host, DASHBOARD_URL: address } = config;
      server = createAdaptorServer({ fetch: answerAlone, serverOptions: REQUEST_LIMITS }) as Server;
      server.maxConnections = MOST_CONNECTIONS;
      const port = await listening(server, host, config.DASHBOARD_PORT);
      const here = host.includes(':') ? `[${host}]` : host;
      origins =
        address === undefined
          ? [`http://${here}:${port}`, `http://localhost:${port}`]
          : [new URL(address).origin];
      return `${origins[0] ?? ''}${BASE}/`;
    },
    async close() {
      dashboard?.close();
      if (!server) return;
      const closing = server;
      const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
      closing.closeAllConnections();
      await closed;
    },
  };
}

type Way = Omit<DashboardOptions, 'client' | 'context' | 'board'>;

const LOCAL: Way = {
  viewerOf: chosenPerson,
  linkTo: ({ channelId, id }) => (id === null ? `/#${channelId}` : `/#${channelId}/${id}`),
  exits: { chat: '/', login: null, logout: null },
};

/** With a client secret people log in; without one only the operator of this machine can reach it. */
function ownOptions(config: Config, client: Client, origins: () => readonly string[]): Way {
  const {
    DASHBOARD_URL: origin,
    DISCORD_CLIENT_SECRET: clientSecret,
    DISCORD_API_URL: apiUrl = DISCORD_API,
  } = config;
  const common = { linkTo: jumpLink, guard: guard(origins) };
  if (clientSecret === undefined || origin === undefined) {
    return {
      ...common,
      viewerOf: () => ({ kind: 'operator' }),
      exits: { chat: null, login: null, logout: null },
    };
  }
  const address = `${origin}${BASE}`;
  const discord = discordLogin({
    ...{ apiUrl, clientSecret, fetch },
    clientId: () => client.application?.id ?? '',
    redirect: `${address}/login/return`,
  });
  const random = () => randomBytes(32).toString('base64url');
  const { routes, viewerOf } = openLogin({ discord, clock: systemClock, random, address });
  return { ...common, routes, viewerOf, exits: { chat: null, login: 'login', logout: 'logout' } };
}

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const problem = `${host}:${port} cannot be used (${reasonOf(error)}): choose another port or host`;
      reject(new ConfigError([{ variable: 'DASHBOARD_PORT', problem }]));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
