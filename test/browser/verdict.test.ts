// What the bot adds to the local server's page, in a real browser.
import { HARBOUR, type LocalServer, startLocalServer } from 'local-discord';
import { People } from 'local-discord/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SPIKE } from '../../src/page/spike.js';
import type { VerdictTag } from '../../src/compose/preview.ts';
import { executablePath } from '../support/chromium.ts';

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
  function judge(
    uncertain: boolean,
    messageId: string,
    more: Pick<VerdictTag, 'intent' | 'kind' | 'label'> = { label: 'negative' },
  ): void {
    const tag: VerdictTag = {
      channelId: channels.general,
      messageId,
      uncertain,
      probabilities: { positive: 0.03, neutral: 0.1, negative: 0.87 },
      model: 'small/q4',
      ...more,
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
    ['en-GB', { label: 'negative', kind: 'complaint', intent: 'complaint' }, '▼ negative · complaint 87%'],
    ['zh-CN', { label: 'negative', kind: 'hostility', intent: 'chat' }, '▼ 负面 · 针对人 87%'],
    ['zh-TW', { label: 'neutral', intent: 'question' }, '● 中性 · 提問 10%'],
    ['en-GB', { label: 'neutral', intent: 'chat' }, '● neutral 10%'],
  ] as const)('the kind, or what the message is for, stands beside it: %s %o', async (locale, more, said) => {
    const { id } = await acting.post(people.tomas, channels.general, 'one of many');
    judge(false, id, more);
    const page = await open(channels.general, locale);
    const pill = page.locator(`[data-id="${id}"] .tag`);
    await pill.waitFor();
    expect(await pill.textContent()).toBe(said);
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

  test('the mood view is one click away, for the person who acts', async () => {
    const page = await open(channels.general, 'zh-TW');
    const link = page.getByRole('link', { name: '情緒看板' });
    expect(await link.getAttribute('href')).toBe(`/mood/?as=${people.mira}`);
  });

  test.each([
    ['en-GB', 'Make a spike: several people complain', SPIKE.en],
    ['zh-CN', '让几个人一起抱怨', SPIKE['zh-CN']],
    ['zh-TW', '讓幾個人一起抱怨', SPIKE['zh-TW']],
  ])(
    'one press has several people complain, in the language of the page: %s',
    async (locale, name, lines) => {
      const page = await open(channels.moodReports, locale);
      const written = async () => (await acting.read(people.mira, channels.moodReports)).length;
      const before = await written();
      await page.locator('#side').getByRole('button', { name }).click();
      await page.getByText(lines[3] ?? '', { exact: true }).waitFor();
      await page.locator('#burst-0').click();
      await page.locator('.toast').waitFor();
      expect(await written()).toBeGreaterThanOrEqual(before + 4);
    },
  );

  test('a newcomer is told what to try, and a click writes it', async () => {
    const page = await open(channels.support, 'en-GB');
    await page.getByRole('button', { name: 'See the mood of this channel /mood' }).click();
    expect(await page.locator('#foot textarea').inputValue()).toBe('/mood');
    await page.getByRole('button', { name: 'As a manager, set it up step by step /setup' }).click();
    expect(await page.locator('#foot textarea').inputValue()).toBe('/setup');
  });
});
