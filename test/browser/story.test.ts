// A first visit in a real browser: "Play the bad evening" tells the demo's story in a tab of its own, with the whole bot.
import { HARBOUR } from 'local-discord';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { silentLog } from '../../src/log.ts';
import { openStoryRig, type StoryRig } from '../compose/storyRig.ts';
import { findingsOf } from '../support/axe.ts';
import { executablePath } from '../support/chromium.ts';

const STORY_MS = 240_000;
/** Keeps the steps that the strip has shown: each may be there for a moment only. */
const STEPS = `
  new MutationObserver(() => {
    const shown = document.documentElement.dataset;
    const { step = '' } = document.querySelector('#caption')?.dataset ?? {};
    if (!(shown.steps ?? '').endsWith(step)) shown.steps = (shown.steps ?? '') + step;
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-step'] });
`;
const { channels, people, guild } = HARBOUR;

describe.skipIf(executablePath === undefined)('a first visit', () => {
  let rig: StoryRig;
  let browser: Browser;
  beforeAll(async () => {
    rig = await openStoryRig(silentLog);
    await rig.people.post(people.tomas, channels.general, 'anybody here?');
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await rig.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  async function open(locale: string, width = 1100): Promise<Page> {
    const context = await browser.newContext({
      locale,
      viewport: { width, height: 780 },
      hasTouch: width < 600,
    });
    context.setDefaultTimeout(120_000);
    await context.addInitScript(STEPS);
    const page = await context.newPage();
    await page.goto(`${rig.url}/#${channels.general}`);
    await page.locator('#foot textarea:enabled').waitFor();
    return page;
  }
  const written = async () =>
    (await Promise.all(Object.values(channels).map((channel) => rig.people.read(people.mira, channel))))
      .flat()
      .map(({ id }) => id);

  test.each([
    [
      'en-GB',
      1100,
      ['Ask Barometer something', 'See the mood of this channel /mood', 'Play the bad evening'],
    ],
    ['zh-CN', 390, ['问 Barometer 一句话', '看看这个频道的情绪 /mood', '播放糟糕的一晚']],
    ['zh-TW', 390, ['問 Barometer 一句話', '看看這個頻道的情緒 /mood', '播放糟糕的一晚']],
  ])(
    'names three things to try, without a finding of axe: %s at %i pixels',
    async (locale, width, things) => {
      const page = await open(locale, width);
      const card = page.locator('#welcome');
      expect(await card.locator('.tips button span:last-child').allTextContents()).toEqual(things);
      expect(await findingsOf(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    },
  );

  test(
    'the bad evening is played from the card, from the calm day to the alert, and nothing of it is in the own server',
    async () => {
      const page = await open('en-GB');
      const before = await written();
      const opened = page.waitForEvent('popup');
      await page.locator('#welcome').getByRole('button', { name: 'Play the bad evening' }).click();
      const tab = await opened;
      await tab.locator('html[data-steps^="123"]').waitFor({ state: 'attached' });
      await tab
        .locator('.row .embed', { hasText: /\d+ of \d+/ })
        .first()
        .waitFor();
      expect(new URL(tab.url()).origin).not.toBe(new URL(page.url()).origin);
      expect(await tab.locator('#side').getByText('Play the bad evening').count()).toBe(0);

      expect(await written()).toEqual(before);
      expect(await rig.copy.store.incidents.recent(guildId.parse(guild), 1)).toEqual([]);
      expect(await page.locator('.channel.unread').count()).toBe(0);
      await page.locator('#welcome').waitFor();
    },
    STORY_MS,
  );
});
