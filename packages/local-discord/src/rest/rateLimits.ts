// Discord's rate limits. Requests of one kind of route in one channel, server or webhook share a bucket.
import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../clock.ts';

interface Limit {
  readonly calls: number;
  readonly perMs: number;
}

const LIMITS: readonly { readonly route: RegExp; readonly limit: Limit }[] = [
  { route: /^POST \/channels\/\d+\/messages$/, limit: { calls: 5, perMs: 5_000 } },
  { route: /^PATCH \/channels\/\d+\/messages\/:id$/, limit: { calls: 5, perMs: 5_000 } },
  { route: /^DELETE \/channels\/\d+\/messages\/:id$/, limit: { calls: 5, perMs: 1_000 } },
  { route: /^POST \/channels\/\d+\/messages\/bulk-delete$/, limit: { calls: 1, perMs: 3_000 } },
  { route: /^(?:PUT|DELETE) \/channels\/\d+\/messages\/:id\/reactions/, limit: { calls: 1, perMs: 250 } },
  { route: /^POST \/channels\/\d+\/typing$/, limit: { calls: 5, perMs: 5_000 } },
  { route: /^(?:POST|PATCH|GET|DELETE) \/webhooks\//, limit: { calls: 5, perMs: 2_000 } },
];
const OTHERWISE: Limit = { calls: 50, perMs: 1_000 };

interface Window {
  left: number;
  endsAt: number;
}

/** `basePath` is cut off before a route is matched. Headers on every answer; 429 with retry_after beyond the limit. */
export function rateLimits(clock: Clock, basePath: string): MiddlewareHandler {
  const windows = new Map<string, Window>();
  return async (c, next) => {
    const route = routeOf(c.req.method, c.req.path.slice(basePath.length));
    const limit = LIMITS.find((one) => one.route.test(route))?.limit ?? OTHERWISE;
    const now = clock.now();
    if (windows.size > 1_000) for (const [key, { endsAt }] of windows) if (endsAt <= now) windows.delete(key);
    let window = windows.get(route);
    if (!window || window.endsAt <= now) {
      window = { left: limit.calls, endsAt: now + limit.perMs };
      windows.set(route, window);
    }
    const refused = window.left === 0;
    if (!refused) window.left -= 1;
    const waitSeconds = Math.max(0.001, (window.endsAt - now) / 1000);
    const headers = {
      'X-RateLimit-Limit': String(limit.calls),
      'X-RateLimit-Remaining': String(window.left),
      'X-RateLimit-Reset': (window.endsAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': waitSeconds.toFixed(3),
      'X-RateLimit-Bucket': bucketName(route),
    };
    if (refused) {
      const body = { message: 'You are being rate limited.', retry_after: waitSeconds, global: false };
      return c.json(body, 429, {
        ...headers,
        'Retry-After': String(Math.ceil(waitSeconds)),
        'X-RateLimit-Scope': 'user',
      });
    }
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    return;
  };
}

/** "POST /channels/123/messages": the major id stays, the others become ":id", an emoji ":emoji". */
function routeOf(method: string, path: string): string {
  const [, resource, major, ...rest] = path.split('/');
  const reactions = rest.indexOf('reactions');
  const shown = rest.map((part, n) =>
    reactions >= 0 && n === reactions + 1 ? ':emoji' : /^\d+$/.test(part) ? ':id' : part,
  );
  return `${method} /${[resource, major, ...shown].filter((part) => part !== undefined).join('/')}`;
}

/** The name depends on the kind of route only, as on Discord. */
function bucketName(route: string): string {
  return createHash('sha256')
    .update(route.replace(/\/\d+/, '/:id').replace(/(\/webhooks\/:id)\/[^/]+/, '$1/:token'))
    .digest('hex')
    .slice(0, 32);
}
