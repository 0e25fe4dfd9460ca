import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HARBOUR, startLocalServer } from '../../src/index.ts';
import { browserPath, launch, row } from './rig.ts';

describe.skipIf(!browserPath)('a lost connection', () => {
  test('is said on the page, which catches up by itself when the server is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-discord-page-'));
    const start = (port: number) => startLocalServer({ port, snapshotPath: join(folder, 'world.json') });
    const first = await start(0);
    const browser = await launch();
    const page = await browser.newPage();
    await page.goto(first.url);
    const banner = page.locator('#banner');
    await banner.getByText('The bot is not connected').waitFor();
    await first.close();
    await banner.getByText('Connection lost').waitFor();

    const second = await start(Number(new URL(first.url).port));
    const said = await fetch(`${second.url}/control/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        channelId: HARBOUR.channels.general,
        authorId: HARBOUR.people.wen,
        content: 'said while you were away',
      }),
    });
    expect(said.status).toBe(200);
    await row(page, 'said while you were away').waitFor();
    await banner.getByText('The bot is not connected').waitFor();

    await browser.close();
    await second.close();
    await rm(folder, { recursive: true });
  });
});
