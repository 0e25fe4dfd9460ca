// Login to the mood view in a real browser, which says itself where its requests come from.
import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDashboard, type Dashboard } from '../../src/dashboard/dashboard.ts';
import { guard } from '../../src/dashboard/guard.ts';
import { discordLogin } from '../../src/dashboard/login/discord.ts';
import { openLogin } from '../../src/dashboard/login/login.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { executablePath } from '../support/chromium.ts';
import { emptyBoard } from '../dashboard/board.ts';

const clientSecret = 'the secret of the application';

describe.skipIf(executablePath === undefined)('a login in a browser', () => {
  let stage: Stage;
  let dashboard: Dashboard;
  let server: Server;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    server = createAdaptorServer({ fetch: (request: Request) => dashboard.fetch(request) }) as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const address = `${origin}/mood`;
    const redirect = `${address}/login/return`;
    stage = await openStage(undefined, { oauth: { clientSecret, redirects: [redirect] } });
    const { client, context, clock, apiUrl } = stage;
    const clientId = () => client.application.id;
    let n = 0;
    const login = openLogin({
      discord: discordLogin({ apiUrl, clientSecret, redirect, clientId, fetch }),
      ...{ clock, address, random: () => `random${n++}` },
    });
    dashboard = openDashboard({
      ...{ client, context, board: emptyBoard, routes: login.routes, viewerOf: login.viewerOf },
      guard: guard(() => [origin]),
      linkTo: () => '',
      exits: { chat: null, login: 'login', logout: 'logout' },
    });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    dashboard.close();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await stage.close();
  });

  test('begins at Discord, and ends with the button that logs out', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${origin}/mood/`);
    await page.getByRole('link', { name: 'Log in with Discord' }).click();
    await page.getByRole('link', { name: 'ann' }).click();
    await page.locator('#headline').waitFor();
    expect((await context.cookies()).map(({ name }) => name)).toContain('barometer-session');

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in with Discord' }).waitFor();
    expect(page.url()).toBe(`${origin}/mood/`);
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['barometer-left']);
    await context.close();
  });
});
