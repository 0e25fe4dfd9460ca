import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { HARBOUR, startLocalServer } from '../../src/index.ts';
import { People } from '../../src/testing/index.ts';
import { browserPath, launch, row } from './rig.ts';

describe.skipIf(!browserPath)('a lost connection', () => {
  test('shows on the page, which catches up by itself when the server is back', async () => {
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
    const { people, channels } = HARBOUR;
    await new People(second.url).post(people.wen, channels.general, 'said while you were away');
    await row(page, 'said while you were away').waitFor();
    await banner.getByText('The bot is not connected').waitFor();

    await browser.close();
    await second.close();
    await rm(folder, { recursive: true });
  });
});
