// Login with Discord: a state bound to the browser, a session kept by the bot, and its id in a signed cookie.
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Clock } from '../../clock.ts';
import { MINUTE } from '../../mood/window.ts';
import { ViewRefusal } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { DiscordLogin } from './discord.ts';
import { createSessions, SESSION } from './sessions.ts';

export interface LoginOptions {
  readonly discord: DiscordLogin;
  readonly clock: Clock;
  /** Text that nobody can guess. */
  readonly random: () => string;
  /** The public address of the view, e.g. https://mood.example.org/mood */
  readonly address: string;
}

export interface Login {
  readonly routes: Hono;
  readonly viewerOf: (context: Context) => Promise<Viewer | null>;
}

const [SESSION_COOKIE, STATE_COOKIE, LEFT_COOKIE] = [
  'barometer-session',
  'barometer-state',
  'barometer-left',
];
/** Time to say yes at Discord, in milliseconds. */
const PATIENCE = 10 * MINUTE;

export function openLogin({ discord, clock, random, address }: LoginOptions): Login {
  const secret = random();
  const sessions = createSessions(clock, random);
  const { protocol, pathname } = new URL(address);
  const cookie = (forMs: number) => ({
    path: pathname,
    httpOnly: true,
    secure: protocol === 'https:',
    sameSite: 'Lax' as const,
    maxAge: forMs / 1000,
  });
  const sessionOf = async (c: Context) => (await getSignedCookie(c, secret, SESSION_COOKIE)) || null;

  const routes = new Hono();
  // A browser comes here by a link, so what went wrong is a page that leads back.
  routes.use('/login/return', async (c, next) => {
    await next();
    const { error } = c;
    if (!(error instanceof ViewRefusal)) return;
    const back = html`<!doctype html>
      <title>Barometer</title>
      <p>${error.message}</p>
      <p><a href="${address}/">Barometer</a></p>`;
    c.res = await c.html(back, error.status);
  });
  routes.get('/login', async (c) => {
    const state = random();
    await setSignedCookie(c, STATE_COOKIE, `${state}.${clock.now() + PATIENCE}`, secret, cookie(PATIENCE));
    // After a logout another account may be wanted.
    const hasLeft = getCookie(c, LEFT_COOKIE) !== undefined;
    return c.redirect(discord.addressFor(state, hasLeft));
  });
  routes.get('/login/return', async (c) => {
    const [state, endsAt] = ((await getSignedCookie(c, secret, STATE_COOKIE)) || '').split('.');
    deleteCookie(c, STATE_COOKIE, { path: pathname });
    const code = c.req.query('code');
    const isOurs =
      state !== undefined && state !== '' && state === c.req.query('state') && Number(endsAt) > clock.now();
    if (!isOurs || code === undefined)
      throw new ViewRefusal(401, 'This login was not begun here, or took too long: begin again.');
    const person = await discord.personBehind(code);
    deleteCookie(c, LEFT_COOKIE, { path: pathname });
    // Always a new session: one that somebody else put into this browser is worth nothing.
    await setSignedCookie(c, SESSION_COOKIE, sessions.open(person), secret, cookie(SESSION));
    return c.redirect(`${address}/`);
  });
  routes.post('/logout', async (c) => {
    const id = await sessionOf(c);
    if (id !== null) sessions.end(id);
    deleteCookie(c, SESSION_COOKIE, { path: pathname });
    setCookie(c, LEFT_COOKIE, 'yes', cookie(SESSION));
    return c.redirect(`${address}/`, 303);
  });

  return {
    routes,
    async viewerOf(c) {
      const id = await sessionOf(c);
      const person = id === null ? null : sessions.personOf(id);
      return person === null ? null : { kind: 'person', id: person };
    },
  };
}
