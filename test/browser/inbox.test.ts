// Pausing invites from the inbox of the mood view in a real browser: by keyboard, in three languages, and for assistive technology.
import { PermissionFlagsBits } from 'discord.js';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';
import { guildId } from '../../src/ids.ts';
import { wordsIn } from '../../src/report/words.ts';
import { grant } from '../dashboard/pressing.ts';
import { openMood, type MoodRig } from '../dashboard/rig.ts';
import { serve } from '../dashboard/serving.ts';
import { background, calmWeek, open as openStage, outage, stage } from '../pipeline/alerts/rig.ts';
import { findingsOf } from '../support/axe.ts';
import { executablePath } from '../support/chromium.ts';

describe.skipIf(executablePath === undefined)('the inbox of the mood view in a raid', () => {
  let mood: MoodRig;
  let served: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    await openStage();
    await grant(INVITE_PERMISSIONS | PermissionFlagsBits.ManageGuild);
    await calmWeek();
    await outage();
    mood = openMood();
    served = await serve(mood);
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

  async function open(locale: string, width: number): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 860 }, locale });
    context.setDefaultTimeout(12_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${served.url}/mood/?as=${stage.people.owner}&guild=${stage.guild}`);
    await page.locator('#headline').waitFor();
    return page;
  }

  async function expectClean(page: Page): Promise<void> {
    expect(await findingsOf(page)).toEqual([]);
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(sideways)).toBe(0);
  }

  test.each([
    ['en-GB', 'en', 1280],
    ['zh-CN', 'zh-CN', 390],
    ['zh-TW', 'zh-TW', 390],
  ] as const)(
    'pauses invites for a time that is chosen, by keyboard, and allows them again: %s',
    async (browserLocale, locale, width) => {
      const words = wordsIn(locale);
      const page = await open(browserLocale, width);
      const pause = page.locator('[id^="act-pause-"]');
      expect(await pause.textContent()).toBe(words('alert.button.pause'));
      await pause.press('Enter');
      expect(await page.locator('dialog p').first().textContent()).toBe(words('alert.invites.howLong'));
      await expectClean(page);
      await page.locator('#time-pause1').press('Enter');
      const [said = ''] = words('alert.invites.paused', { until: '\n' }).split('\n');
      await page.locator('#toast', { hasText: said }).waitFor();
      await page.locator('.incidents', { hasText: said }).waitFor();
      await expectClean(page);
      const allow = page.locator('[id^="act-unpause-"]');
      expect(await allow.textContent()).toBe(words('alert.button.unpause'));
      await allow.press('Enter');
      await pause.waitFor();
      await page.locator('.incidents', { hasText: said }).waitFor({ state: 'detached' });
      await background.settled();
      const [incident] = await stage.store.incidents.recent(guildId.parse(stage.guild), 1);
      expect(incident!.history.slice(-2).map(({ act }) => act)).toEqual([
        'invites paused',
        'invites resumed',
      ]);
    },
  );
});
