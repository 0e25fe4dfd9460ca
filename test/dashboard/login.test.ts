import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDashboard, type Dashboard } from '../../src/dashboard/dashboard.ts';
import { guard } from '../../src/dashboard/guard.ts';
import { discordLogin } from '../../src/dashboard/login/discord.ts';
import { openLogin } from '../../src/dashboard/login/login.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { emptyBoard } from './board.ts';

const ORIGIN = 'https://mood.example.org';
const ADDRESS = `${ORIGIN}/mood`;
const REDIRECT = `${ADDRESS}/login/return`;
const SECRET = 'the secret of the application';

let stage: Stage;
let dashboard: Dashboard;
let asked: string[];

/** The view behind a login, as a process with these settings has it. */
function begin(clientSecret = SECRET, redirect = REDIRECT): void {
  const { client, context, clock, apiUrl } = stage;
  asked = [];
  const discord = discordLogin({
    ...{ apiUrl, clientSecret, redirect, clientId: () => client.application.id },
    fetch: (address, init) => {
      asked.push(
        `${init?.method ?? 'GET'} ${new URL(address instanceof Request ? address.url : address).pathname}`,
      );
      return fetch(address, init);
    },
  });
  let n = 0;
  const login = openLogin({ discord, clock, address: ADDRESS, random: () => `random${n++}` });
  dashboard = openDashboard({
    ...{ client, context, board: emptyBoard, routes: login.routes, viewerOf: login.viewerOf },
    guard: guard(() => [ORIGIN]),
    linkTo: () => '',
    exits: { chat: null, login: 'login', logout: 'logout' },
  });
}

beforeEach(async () => {
  stage = await openStage(undefined, { oauth: { clientSecret: SECRET, redirects: [REDIRECT] } });
  begin();
});
afterEach(async () => {
  dashboard.close();
  await stage.close();
});

/** A browser: it keeps cookies, and sends what browsers send. */
function browser() {
  const cookies = new Map<string, string>();
  const set: string[] = [];
  return {
    cookies,
    set,
    async go(address: string, init: RequestInit = {}) {
      const headers = new Headers({ Host: 'mood.example.org', ...(init.headers as Record<string, string>) });
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const answer = await dashboard.fetch(
        new Request(new URL(address, `${ADDRESS}/`), { ...init, headers }),
      );
      for (const cookie of answer.headers.getSetCookie()) {
        set.push(cookie);
        const [pair = ''] = cookie.split(';');
        const at = pair.indexOf('=');
        if (cookie.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
        else cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return answer;
    },
  };
}

type Browser = ReturnType<typeof browser>;

/** Begins a login; resolves with where Discord sends the browser back to once this person said yes. */
async function saidYes(who: Browser, person: string): Promise<string> {
  const begun = await who.go('login');
  const said = await fetch(`${begun.headers.get('location')!}&user_id=${person}`, { redirect: 'manual' });
  return said.headers.get('location')!;
}

const viewOf = (who: Browser) => who.go(`api/view?guild=${stage.guild}`);

describe('a login with Discord', () => {
  it('asks for who the person is and nothing else, and shows what that person may see', async () => {
    const ann = browser();
    const refused = await viewOf(ann);
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { error: 'Log in with Discord', login: 'login' },
    ]);
    const begun = await ann.go('login');
    expect(new URL(begun.headers.get('location')!).searchParams.get('scope')).toBe('identify');
    const back = await ann.go(await saidYes(ann, stage.people.ann));
    expect(back.headers.get('location')).toBe(`${ADDRESS}/`);
    const view = (await (await viewOf(ann)).json()) as { channels: { name: string }[] };
    expect(view.channels.map(({ name }) => name)).toEqual(['general', 'offtopic']);
    expect(asked).toEqual(['POST /api/v10/oauth2/token', 'GET /api/v10/users/@me']);
  });

  it('keeps its cookies from scripts, other sites and plain connections', async () => {
    const ann = browser();
    await ann.go(await saidYes(ann, stage.people.ann));
    const kept = ann.set.filter((cookie) => !cookie.includes('Max-Age=0'));
    expect(kept).toHaveLength(2);
    for (const cookie of kept) {
      for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/mood']) expect(cookie).toContain(part);
    }
    expect(kept.join()).not.toContain(stage.people.ann);
  });

  it('is refused with the state of another browser, none, or an old one, and a state is used once', async () => {
    const [ann, ben] = [browser(), browser()];
    await ben.go('login');
    const back = await saidYes(ann, stage.people.ann);
    expect((await ben.go(back)).status).toBe(401);
    expect((await browser().go(back)).status).toBe(401);
    expect((await viewOf(ben)).status).toBe(401);
    expect((await ann.go(back)).status).toBe(302);
    expect((await ann.go(back)).status).toBe(401);
    const late = await saidYes(ann, stage.people.ann);
    await stage.clock.advance(11 * MINUTE);
    expect((await ann.go(late)).status).toBe(401);
  });

  it('leads back from a Cancel at Discord, and asks anew after a logout', async () => {
    const ann = browser();
    const promptOf = async () =>
      new URL((await ann.go('login')).headers.get('location')!).searchParams.get('prompt');
    expect(await promptOf()).toBe('none');
    const cancelled = await ann.go('login/return?error=access_denied');
    expect([cancelled.status, cancelled.headers.get('content-type')]).toEqual([
      401,
      'text/html; charset=UTF-8',
    ]);
    expect(await cancelled.text()).toContain(`href="${ADDRESS}/"`);
    await ann.go(await saidYes(ann, stage.people.ann));
    await ann.go('logout', { method: 'POST', headers: { Origin: ORIGIN } });
    expect(await promptOf()).toBe('consent');
    await ann.go(await saidYes(ann, stage.people.ann));
    expect(await promptOf()).toBe('none');
  });

  it('offers the logout to an account that may see nothing here', async () => {
    const stranger = browser();
    await stranger.go(await saidYes(stranger, await stage.acting.addUser({ username: 'stranger' })));
    const refused = await viewOf(stranger);
    expect([refused.status, await refused.json()]).toMatchObject([
      404,
      { logout: { href: 'logout', text: 'Log out' } },
    ]);
  });

  it('is refused with a code that Discord did not give, a wrong secret or a wrong address', async () => {
    const ann = browser();
    const back = new URL(await saidYes(ann, stage.people.ann));
    back.searchParams.set('code', 'invented');
    expect((await ann.go(back.href)).status).toBe(401);
    begin('a wrong secret');
    expect((await ann.go(await saidYes(ann, stage.people.ann))).status).toBe(401);
    begin(SECRET, 'https://elsewhere.example.org/mood/login/return');
    const begun = await ann.go('login');
    expect((await fetch(begun.headers.get('location')!, { redirect: 'manual' })).status).toBe(400);
  });

  it('ends at the logout, after twelve hours, and with a cookie that was tampered with', async () => {
    const ann = browser();
    await ann.go(await saidYes(ann, stage.people.ann));
    const stolen = new Map(ann.cookies);
    expect((await viewOf(ann)).status).toBe(200);
    await ann.go('logout', { method: 'POST', headers: { Origin: ORIGIN } });
    expect((await viewOf(ann)).status).toBe(401);
    for (const [name, value] of stolen) ann.cookies.set(name, value);
    expect((await viewOf(ann)).status).toBe(401);

    await ann.go(await saidYes(ann, stage.people.ann));
    await stage.clock.advance(13 * HOUR);
    expect((await viewOf(ann)).status).toBe(401);

    await ann.go(await saidYes(ann, stage.people.ann));
    for (const [name, value] of ann.cookies) ann.cookies.set(name, value.replace('random', 'Random'));
    expect((await viewOf(ann)).status).toBe(401);
  });
});

describe('the own server of the view', () => {
  it('refuses other hosts and pages of other sites', async () => {
    const ann = browser();
    const status = async (headers: Record<string, string>, method = 'GET') =>
      (await ann.go('api/view', { method, headers })).status;
    expect(await status({ Host: 'rebound.example.net' })).toBe(403);
    expect(await status({ Origin: 'https://evil.example.net' })).toBe(403);
    expect(await status({ 'Sec-Fetch-Site': 'cross-site' }, 'POST')).toBe(403);
    expect(await status({ Origin: ORIGIN })).toBe(401);
  });

  it('lets no code of others run, and is not framed or kept', async () => {
    const { headers } = await browser().go('');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect((await viewOf(browser())).headers.get('cache-control')).toBe('no-store');
  });

  it('refuses large and unreadable bodies', async () => {
    const ann = browser();
    await ann.go(await saidYes(ann, stage.people.ann));
    const send = (body: string, type = 'application/json') =>
      ann.go(`api/incidents/1?guild=${stage.guild}`, {
        ...{ method: 'POST', body },
        headers: { 'Content-Type': type, 'Content-Length': String(body.length) },
      });
    expect((await send('x'.repeat(9000))).status).toBe(413);
    expect((await send('{')).status).toBe(400);
    expect((await send('{"act":"ack"}', 'text/plain')).status).toBe(400);
  });
});
