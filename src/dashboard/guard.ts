// Who may send requests to the view's own server: browsers that opened it by its address, and pages that it served.
import type { MiddlewareHandler } from 'hono';
import { ViewRefusal } from './errors.ts';

/** A name that was bound to this machine by somebody else, and pages of other sites, are refused. `addresses`: origins. */
export function guard(addresses: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origins = addresses();
    const hosts = origins.map((origin) => new URL(origin).host);
    if (!hosts.includes(c.req.header('host') ?? ''))
      throw new ViewRefusal(403, 'Open the view by its own address.');
    const origin = c.req.header('origin');
    if (origin !== undefined && !origins.includes(origin))
      throw new ViewRefusal(403, 'Requests of other sites are refused.');
    const site = c.req.header('sec-fetch-site');
    const isForeign = site === 'cross-site' && c.req.method !== 'GET';
    if (isForeign) throw new ViewRefusal(403, 'Requests of other sites are refused.');
    await next();
  };
}
