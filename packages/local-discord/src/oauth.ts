// Login with Discord (OAuth2, code grant, scope `identify`): a page where a person says yes, the token, and who they are.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { unauthorized } from './apiError.ts';
import type { World } from './world/world.ts';

export interface OAuthOptions {
  readonly clientSecret: string;
  /** Where browsers may be sent back to, exactly as registered. */
  readonly redirects: readonly string[];
}

interface Grant {
  readonly userId: string;
  readonly redirect: string;
  readonly endsAt: number;
}

/** A code lives a minute, a token ten: nobody needs them longer here. In milliseconds. */
const [CODE_LIVES, TOKEN_LIVES] = [60_000, 600_000];
const NO_SCRIPTS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Without options nobody can log in. */
export function oauthRoutes(world: World, options: OAuthOptions | undefined): Hono {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Pick<Grant, 'userId' | 'endsAt'>>();
  const secretText = () => randomBytes(20).toString('hex');
  const app = new Hono();

  app.get('/api/oauth2/authorize', (c) => {
    const { client_id, redirect_uri = '', response_type, scope, state = '', user_id } = c.req.query();
    const isKnown = client_id === world.botId && options?.redirects.includes(redirect_uri) === true;
    // To an address that nobody registered, no browser is sent.
    if (!isKnown || response_type !== 'code' || scope !== 'identify')
      return c.text('Invalid OAuth2 request: client_id, redirect_uri, response_type or scope is wrong.', 400);
    c.header('Content-Security-Policy', NO_SCRIPTS);
    if (user_id === undefined) return c.html(choiceOf(world, c.req.url));
    const code = secretText();
    const person = world.person(user_id).user;
    codes.set(code, { userId: person.id, redirect: redirect_uri, endsAt: world.clock.now() + CODE_LIVES });
    return c.redirect(`${redirect_uri}?${new URLSearchParams({ code, state }).toString()}`);
  });

  app.post('/api/v10/oauth2/token', async (c) => {
    const body = await c.req.parseBody();
    if (!options || body['client_id'] !== world.botId || body['client_secret'] !== options.clientSecret)
      return c.json({ error: 'invalid_client' }, 401);
    const code = typeof body['code'] === 'string' ? body['code'] : '';
    const grant = codes.get(code);
    codes.delete(code);
    const isGood = grant && grant.endsAt > world.clock.now() && grant.redirect === body['redirect_uri'];
    if (!isGood || body['grant_type'] !== 'authorization_code')
      return c.json({ error: 'invalid_grant' }, 400);
    const token = secretText();
    tokens.set(token, { userId: grant.userId, endsAt: world.clock.now() + TOKEN_LIVES });
    return c.json({
      ...{ access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIVES / 1000 },
      ...{ refresh_token: secretText(), scope: 'identify' },
    });
  });

  app.get('/api/v10/users/@me', async (c: Context, next) => {
    const bearer = /^Bearer (\w+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer === undefined) return next();
    const held = tokens.get(bearer);
    if (!held || held.endsAt <= world.clock.now()) return c.json(unauthorized().body, 401);
    return c.json(world.person(held.userId).user);
  });
  return app;
}

/** Each person is a link that says yes in their name. */
const choiceOf = (world: World, address: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Log in</title>
      </head>
      <body>
        <h1>Log in as</h1>
        <ul>
          ${[...world.people.values()]
            .map(({ user }) => user)
            .filter(({ bot }) => bot !== true)
            .map(
              ({ id, username, global_name }) =>
                html`<li><a href="${address}&amp;user_id=${id}">${global_name ?? username}</a></li>`,
            )}
        </ul>
      </body>
    </html>`;
