// The jobs of all servers in a real browser: Agendash's page, under the policy and the rules of the mood view.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDashboard, type Dashboard } from '../../src/dashboard/dashboard.ts';
import { guildId } from '../../src/ids.ts';
import { SqliteBackend, createScheduler } from '../../src/jobs/agenda/index.ts';
import type { Scheduler } from '../../src/jobs/job.ts';
import { silentLog } from '../../src/log.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { watched } from '../contract/agenda/place.ts';
import { serve } from '../dashboard/serving.ts';
import { executablePath } from '../support/chromium.ts';

/** A folder for pictures; unset: none are taken. */
const PICTURES = process.env['PICTURES'];

describe.skipIf(executablePath === undefined)('the jobs of all servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-jobs-page-'));
  const summary = watched(undefined, 'summary');
  const complaints: string[] = [];
  let stage: Stage;
  let scheduler: Scheduler;
  let dashboard: Dashboard;
  let served: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;

  beforeAll(async () => {
    stage = await openStage();
    const backend = new SqliteBackend({ path: join(folder, 'barometer.sqlite') });
    const jobs = [summary.job, watched(undefined, 'expire').job];
    scheduler = createScheduler({ backend, jobs, log: silentLog });
    await scheduler.schedule('summary', guildId.parse(stage.guild), { cron: '0 * * * *', timeZone: 'UTC' });
    await scheduler.schedule('expire', null, { everyMs: 3_600_000 });
    const { client, context } = stage;
    dashboard = openDashboard({
      ...{ client, context, board: scheduler },
      viewerOf: () => ({ kind: 'owner' }),
      linkTo: () => '',
      exits: { chat: '/', login: null, logout: null },
    });
    served = await serve(dashboard);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await scheduler.stop();
    dashboard.close();
    await served.close();
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
    page.setDefaultTimeout(12_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // There is no stream of events to connect to, and the page says so to itself.
      if (message.type() === 'error' && !message.text().startsWith('SSE connection error'))
        complaints.push(message.text());
    });
    await page.goto(`${served.url}/mood/?guild=${stage.guild}`);
    await page.locator('#jobs').click();
    await page.locator('tbody .job-name', { hasText: 'summary · Harbour' }).first().waitFor();
    return page;
  }

  test('are one click away from the status, with the hourly report and its schedule', async () => {
    const page = await open();
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, 'jobs.png') });
    const row = page.locator('tbody tr', { hasText: 'summary · Harbour' });
    expect(await row.textContent()).toContain('0 * * * *');
    await row.locator('[title="Job Data"]').click();
    await page.locator('.modal-container', { hasText: stage.guild }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.back').click();
    await page.locator('#headline').waitFor();
  });

  test('offer nothing that is refused', async () => {
    const page = await open();
    const shown = await page.locator('button:visible, .action-btn:visible').all();
    const names = await Promise.all(
      shown.map(async (one) => (await one.getAttribute('title')) ?? (await one.innerText()).trim()),
    );
    expect(new Set(names)).toEqual(
      new Set([
        'Refresh now',
        '×', // of the menu for phones
        'Requeue list of selected jobs (creates new jobs)',
        'Apply',
        'Requeue (create new job)',
        'Job Data',
      ]),
    );
  });

  test('are run at once after a confirmation', async () => {
    const page = await open();
    const row = page.locator('tbody tr', { hasText: 'summary · Harbour' });
    await row.locator('[title^="Requeue"]').click();
    const asked = page.locator('.modal-container', { hasText: "Requeue job 'summary · Harbour'?" });
    await asked.getByRole('button', { name: 'Cancel' }).click();
    expect(summary.runs).toHaveLength(0);
    await scheduler.start();
    await row.locator('[title^="Requeue"]').click();
    await asked.getByRole('button', { name: 'Requeue' }).click();
    await page.locator('.toast-item', { hasText: 'Jobs requeued successfully' }).waitFor();
    expect((await summary.begun(1)).guildId).toBe(stage.guild);
  });
});
