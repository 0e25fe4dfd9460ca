// Commands that are typed out on the page of the local server, in a real browser, with the bot's real commands.
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from '../commands/stage.ts';
import { executablePath } from '../support/chromium.ts';

describe.skipIf(executablePath === undefined)('a command that is typed, not picked', () => {
  let stage: Stage;
  let browser: Browser;
  beforeAll(async () => {
    stage = await openStage();
    await stage.tell(stage.channels.general, stage.people.ben, 'negative', 120);
    await stage.tell(stage.channels.general, stage.people.ben, 'positive', 300);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  async function type(text: string, locale: string): Promise<Page> {
    const context = await browser.newContext({ locale });
    context.setDefaultTimeout(50_000);
    const page = await context.newPage();
    await page.goto(`${new URL(stage.apiUrl).origin}/?as=${stage.people.ann}#${stage.channels.general}`);
    const field = page.locator('#foot textarea');
    await page.locator('#foot textarea:enabled').waitFor();
    await field.pressSequentially(text);
    // The list of commands is there until nothing fits any more.
    await page.locator('#popup').waitFor({ state: 'hidden' });
    await field.press('Enter');
    return page;
  }
  const said = async () =>
    (await stage.sees(stage.people.ann, stage.channels.general)).map(({ content, author }) => [
      author.id,
      content,
    ]);

  test.each([
    ['en-GB', '/mood channel hours:3'],
    ['en-GB', '/mood channel hours: 3'],
    ['zh-CN', '/情绪 频道 小时:3'],
    ['zh-TW', '/mood channel hours:3'],
  ])('runs with its option, and is not posted: %s %s', async (locale, text) => {
    const page = await type(text, locale);
    const answer = page.locator('.row', { has: page.locator('.embed') }).last();
    await answer.waitFor();
    expect(await answer.textContent()).toMatch(/9:00 – (中午)?12:00/);
    expect((await said()).filter(([author]) => author === stage.people.ann)).toEqual([]);
  });

  test.each([
    ['en-GB', '/mood channel hors:3', '/mood channel has no option “hors”. It has: '],
    ['en-GB', '/mood channel 3', 'Options of /mood channel are written like this: /mood channel '],
    ['en-GB', '/mood chanel hours:3', 'There is no command /mood chanel. There are: /mood channel, '],
    ['en-GB', '/help me', '/help takes no options.'],
    ['en-GB', '/mood channel hours:many', 'hours cannot be “many”.'],
    ['en-GB', '/mood channel hours:999', 'hours cannot be “999”.'],
    ['en-GB', '/mood channel channel:nowhere', 'channel cannot be “nowhere”.'],
    ['zh-CN', '/情绪 频道 小:3', '/情绪 频道 没有选项“小”，可用的有：'],
    ['zh-TW', '/mood channel hours:many', '不能是「many」'],
  ])(
    'that is wrong says what is wrong, and neither runs nor is posted: %s %s',
    async (locale, text, words) => {
      const before = await said();
      const page = await type(text, locale);
      await page.locator('.toast', { hasText: words }).waitFor();
      await stage.idle();
      expect(await said()).toEqual(before);
      const isKept = (await page.locator('#foot textarea').inputValue()) === text;
      expect(isKept || (await page.locator('form.command :focus').count()) === 1).toBe(true);
    },
  );

  test('a value may hold a colon and a link', async () => {
    const page = await type('/ask question:what is at https://example.org at 14:30?', 'en-GB');
    await page.locator('.row .origin', { hasText: '/ask' }).waitFor();
    expect(await page.locator('.toast').count()).toBe(0);
  });
});
