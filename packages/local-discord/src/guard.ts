// Who may talk to this server: only this machine, and only pages that this server served.
import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The Host header must be a loopback address, so a foreign name that was re-bound to this machine is refused. */
function isOwnHost(host: string | undefined, port: number): boolean {
  return LOOPBACK.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/** Programs send no Origin. Pages do, and must be served by this server. */
function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return origin === undefined || (origin.startsWith('http://') && isOwnHost(origin.slice(7), port));
}

export const mayConnect = (request: IncomingMessage, port: number) =>
  isOwnHost(request.headers.host, port) && isOwnOrigin(request.headers.origin, port);

export function guard(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    if (!isOwnHost(c.req.header('host'), port()))
      return c.json({ error: 'This server answers only to its loopback address.' }, 403);
    if (!isOwnOrigin(c.req.header('origin'), port()))
      return c.json({ error: 'Requests from other origins are refused.' }, 403);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    await next();
    return;
  };
}
