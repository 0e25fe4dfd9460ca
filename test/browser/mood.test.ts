// The mood view in a real browser: what it shows, by keyboard, on a phone, in three languages, and for assistive technology.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { REMEDY_PERMISSIONS } from '../../src/discord/remedies.ts';
import { guildId } from '../../src/ids.ts';
import { open as openStage, stage } from '../pipeline/alerts/rig.ts';
import { moderator, openMood, type MoodRig } from '../dashboard/rig.ts';
import { serve } from '../dashboard/serving.ts';
import { liveEvening } from '../dashboard/town.ts';
import { findingsOf } from '../support/axe.ts';
import { executablePath } from '../support/chromium.ts';

/** A folder for pictures; unset: none are taken. */
const PICTURES = process.env['PICTURES'];
interface Look {
  readonly width?: number;
  readonly locale?: string;
  readonly dark?: boolean;
  readonly as?: string;
  readonly query?: string;
  /** The owner looks at a channel that is not read. */
  readonly isEmpty?: boolean;
}

test('the script of the page has at most 250 kB, compressed', () => {
  const script = readFileSync(new URL('../../dist/dashboard/page/main.js', import.meta.url));
  expect(gzipSync(script).length).toBeLessThan(250_000);
});

describe.skipIf(executablePath === undefined)('the mood view', () => {
  let mood: MoodRig;
  let served: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let mia: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    await openStage();
    await liveEvening();
    mood = openMood();
    served = await serve(mood);
    mia = await moderator();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    mood.close();
    await served.close();
    await stage.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open({
    width = 1280,
    locale = 'en-GB',
    dark = false,
    as = mia,
    query = '',
    isEmpty = false,
  }: Look = {}): Promise<Page> {
    const asked = isEmpty
      ? `?as=${stage.people.owner}&channels=${stage.channels.staff}`
      : `?as=${as}${query}`;
    const context = await browser.newContext({
      viewport: { width, height: 860 },
      locale,
      colorScheme: dark ? 'dark' : 'light',
      hasTouch: width < 600,
    });
    context.setDefaultTimeout(12_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${served.url}/mood/${asked}&guild=${stage.guild}`);
    await page.locator('#headline').waitFor();
    return page;
  }

  test.each<[string, Look]>([
    ['on a desk in English', {}],
    ['on a desk in Chinese, dark', { locale: 'zh-CN', dark: true }],
    ['on a phone in English, dark', { width: 390, dark: true }],
    ['on a phone in Traditional Chinese', { width: 390, locale: 'zh-TW' }],
    ['on a desk in English, with nothing to show', { isEmpty: true }],
    [
      'on a phone in Simplified Chinese, with nothing to show',
      { isEmpty: true, width: 390, locale: 'zh-CN' },
    ],
    [
      'on a phone in Traditional Chinese, with nothing to show',
      { isEmpty: true, width: 390, locale: 'zh-TW' },
    ],
  ])('has no finding of axe, and never scrolls sideways: %s', async (name, look) => {
    const page = await open(look);
    if (PICTURES !== undefined)
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    if (look.isEmpty !== true) await page.locator('#timeline-summary').click();
    expect(await findingsOf(page)).toEqual([]);
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(sideways)).toBe(0);
  });

  test('where nothing was written it shows no zeros, but what to do', async () => {
    const page = await open({ isEmpty: true });
    expect(await page.locator('#headline').textContent()).toBe('Nothing was judged in this period');
    expect(await page.locator('#head').textContent()).not.toContain('%');
    expect(await page.locator('canvas, .share').count()).toBe(0);
    expect(await page.locator('#to-chat').getAttribute('href')).toBe(`/?as=${stage.people.owner}`);
    await page.locator('#every-channel').click();
    await page.locator('canvas').waitFor();
  });

  test('says in a sentence and a table what the chart shows', async () => {
    const page = await open();
    const label = await page.locator('canvas').getAttribute('aria-label');
    expect(label).toContain(await page.locator('#timeline .finding').textContent());
    await page.locator('#timeline-summary').click();
    expect(await page.locator('#timeline tbody tr').count()).toBe(25);
  });

  test('opens the messages behind a share by keyboard, and gives the focus back', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.locator('#share-negative').focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog li').first().waitFor();
    const link = await page.locator('dialog li a').first().getAttribute('href');
    expect(link).toMatch(/^\/#\d+\/\d+$/);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.id')).toBe('share-negative');
  });

  test('shows topics by their words, and opens their messages by keyboard', async () => {
    const page = await open();
    const topic = page.locator('#topic-0');
    expect(await topic.textContent()).toMatch(/^\S+ · \S+/);
    await topic.press('Enter');
    await page.locator('dialog .said').first().waitFor();
    expect(await page.locator('#dialog-title').textContent()).toBe(await topic.textContent());
    expect(await page.locator('dialog li a').first().getAttribute('href')).toMatch(/^\/#\d+\/\d+$/);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.id')).toBe('topic-0');
  });

  test('keeps the period and the channel in the address, and goes back', async () => {
    const page = await open();
    await page.locator('#period-week').click();
    await page.locator('#period-week[aria-current]').waitFor();
    await page.getByRole('link', { name: '#offtopic' }).click();
    await page.locator('#channel-choice', { hasText: '#offtopic' }).waitFor();
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('period'), asked.get('channels')]).toEqual(['week', stage.channels.offtopic]);
    await page.goBack();
    await page.locator('#channel-choice', { hasText: 'All channels' }).waitFor();
    await page.reload();
    await page.locator('#period-week[aria-current]').waitFor();
  });

  test('is live: what is judged shows without a reload', async () => {
    const page = await open({ as: stage.people.ann });
    await page.locator('#live:not([hidden])').waitFor();
    const before = await page.locator('.facts dd').first().textContent();
    await stage.tell(stage.channels.general, stage.people.ben, 'positive', 1);
    const [newest] = await stage.store.messages.recent(
      { guildId: guildId.parse(stage.guild), channelId: null },
      1,
    );
    mood.onTag(newest!);
    const after = String(Number(before) + 1);
    await page
      .locator('.facts dd', { hasText: new RegExp(`^${after}$`) })
      .first()
      .waitFor({ timeout: 30_000 }); // pages ask ten seconds apart
  });

  test('shows what a person wrote as text alone', async () => {
    const page = await open({ query: '&period=hour' });
    await page.locator('#share-negative').click();
    await page.locator('dialog .said').first().waitFor();
    expect(await page.locator('dialog .said *').count()).toBe(0);
  });

  test('slow mode is set for a time that is chosen, by keyboard, and undone', async () => {
    const known = new Promise((resolve) => stage.client.once('roleUpdate', resolve));
    await stage.acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS | REMEDY_PERMISSIONS);
    await known;
    const page = await open({ as: stage.people.owner, width: 390 });
    await page.locator('[id^="act-slow-"]').press('Enter');
    await page.locator('#time-slow60').press('Enter');
    await page.locator('#toast', { hasText: '#general has slow mode at 10 s until' }).waitFor();
    await page.locator('.incidents', { hasText: 'has slow mode at 10 s until' }).waitFor();
    await page.locator('[id^="act-unslow-"]').press('Enter');
    await page.locator('[id^="act-slow-"]').waitFor();
  });

  test('a thread is opened, and linked from what is said and from its incident', async () => {
    const page = await open({ as: stage.people.owner });
    await page.locator('[id^="act-thread-"]').click();
    const [incident] = await stage.store.incidents.recent(guildId.parse(stage.guild), 1);
    const link = page.locator(`#toast a[href="/#${incident!.messageId}"]`);
    await link.waitFor();
    expect(await link.textContent()).toMatch(/^Discuss it here: #Incident \w+ · general$/);
    await page
      .locator(`.incidents a[href="/#${incident!.messageId}"]`, { hasText: /^#Incident \w+ · general$/ })
      .waitFor();
    expect(await page.locator('[id^="act-thread-"]').count()).toBe(0);
  });

  test('a moderator calls an incident a false alarm, with a reason', async () => {
    const page = await open();
    await page.locator('[id^="act-ack-"]').click();
    await page.locator('.incidents', { hasText: 'acknowledged' }).waitFor();
    await page.locator('[id^="act-false-"]').click();
    await page.locator('#reason').fill('a joke');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.incidents', { hasText: 'false alarm: a joke' }).waitFor();
    const [incident] = await stage.store.incidents.recent(guildId.parse(stage.guild), 1);
    expect(incident).toMatchObject({ state: 'false alarm' });
  });
});
