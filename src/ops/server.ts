// The HTTP server for operators: /healthz, /readyz and /metrics. It takes no input but the path.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Lack } from './readiness.ts';

export interface OpsServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly log: Log;
  readonly lacks: () => Promise<readonly Lack[]>;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
}

export interface OpsServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
/** A request has so long to arrive, in milliseconds; answers may take as long as they like. */
export const REQUEST_LIMITS = {
  requestTimeout: 5000,
  headersTimeout: 5000,
  connectionsCheckingInterval: 1000,
};
const MOST_CONNECTIONS = 64;
const JSON_TYPE = 'application/json; charset=utf-8';

const inJson = (status: number, value: unknown): Answer => ({
  ...{ status, type: JSON_TYPE },
  text: `${JSON.stringify(value)}\n`,
});

/** Rejects with the system's error where the port cannot be used. */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const { host, port, log } = options;
  const server = createServer(REQUEST_LIMITS, (request, response) => {
    request.resume();
    void answerTo(request, options)
      .catch((error: unknown) => {
        log.warn({ reason: reasonOf(error) }, 'a request of an operator could not be answered');
        return inJson(500, { error: 'This could not be answered; the log says why.' });
      })
      .then((answer) => send(response, answer));
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answerTo(request: IncomingMessage, options: OpsServerOptions): Promise<Answer> {
  if (LOOPBACK.has(options.host) && !isLoopbackHost(request.headers.host)) {
    return inJson(403, { error: 'This server answers only to its loopback address.' });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return inJson(405, { error: 'Only GET is answered.' });
  switch (request.url?.split('?', 1)[0]) {
    case '/healthz':
      return inJson(200, { alive: true });
    case '/readyz': {
      const missing = await options.lacks();
      return inJson(missing.length === 0 ? 200 : 503, { ready: missing.length === 0, missing });
    }
    case '/metrics':
      return { status: 200, ...(await options.metrics()) };
    default:
      return inJson(404, { error: 'There are /healthz, /readyz and /metrics.' });
  }
}

/** A foreign name that was re-bound to this machine is refused. */
function isLoopbackHost(host = ''): boolean {
  return LOOPBACK.has(host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
}

function send(response: ServerResponse, { status, type, text }: Answer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
