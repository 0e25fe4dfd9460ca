// What the bot adds to the local server's page, in a real browser.
import { existsSync } from 'node:fs';
import { HARBOUR, type LocalServer, startLocalServer } from 'local-discord';
import { People } from 'local-discord/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerdictTag } from '../../src/compose/preview.ts';

const executablePath = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));
if (executablePath === undefined)
  process.stderr.write(
    '\n*** SKIPPED test/browser: no Chromium on this machine; name it in CHROMIUM. ***\n\n',
  );

const { people, channels } = HARBOUR;

describe.skipIf(executablePath === undefined)('on the page', () => {
  const tags = new Map<string, VerdictTag>();
  let server: LocalServer<VerdictTag>;
  let acting: People;
  let browser: Browser;
  beforeAll(async () => {
    server = await startLocalServer<VerdictTag>({
      plugin: new URL('../../src/page/', import.meta.url),
      tags: (_, ids) => Promise.resolve(ids.flatMap((id) => tags.get(id) ?? [])),
    });
    acting = new People(server.url);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(channel: string, locale: string): Promise<Page> {
    const page = await (await browser.newContext({ locale })).newPage();
    await page.goto(`${server.url}/?as=${people.mira}#${channel}`);
    await page.locator('#foot textarea:enabled').waitFor();
    return page;
  }

  /** Stored before it is shown, as in the bot: a page that is not listening yet reads it. */
  function judge(uncertain: boolean, messageId: string): void {
    const tag: VerdictTag = {
      channelId: channels.general,
      messageId,
      label: 'negative',
      uncertain,
      probabilities: { positive: 0.03, neutral: 0.1, negative: 0.87 },
      model: 'small/q4',
    };
    tags.set(messageId, tag);
    server.showTag(tag);
  }

  test('a verdict appears beside its message with shape, word and share', async () => {
    const page = await open(channels.general, 'en-GB');
    const { id } = await acting.post(people.tomas, channels.general, 'this is awful');
    judge(false, id);
    const pill = page.locator(`[data-id="${id}"] .tag`);
    await pill.waitFor();
    expect(await pill.textContent()).toBe('▼ negative 87%');
    expect(await pill.getAttribute('title')).toBe('positive 3% · neutral 10% · negative 87%\nsmall/q4');
    judge(true, id);
    await page.locator(`[data-id="${id}"] .tag.unsure`, { hasText: 'negative?' }).waitFor();
  });

  test.each([
    ['zh-CN', '▼ 负面 87%', '发送'],
    ['zh-TW', '▼ 負面 87%', '傳送'],
    ['zh-HK', '▼ 負面 87%', '傳送'],
  ])('a verdict and the page are read in the Chinese of the browser: %s', async (locale, said, send) => {
    const { id } = await acting.post(people.tomas, channels.general, '太糟了');
    judge(false, id);
    const page = await open(channels.general, locale);
    const pill = page.locator(`[data-id="${id}"] .tag`);
    await pill.waitFor();
    expect(await pill.textContent()).toBe(said);
    expect(await page.getByRole('button', { name: send }).count()).toBe(1);
  });

  test('a newcomer is told what to try, and a click writes it', async () => {
    const page = await open(channels.support, 'en-GB');
    await page.getByRole('button', { name: 'See the mood of this channel /mood' }).click();
    expect(await page.locator('#foot textarea').inputValue()).toBe('/mood');
  });
});
