import { PermissionFlagsBits as P } from 'discord.js';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { HARBOUR, type Caption } from '../../src/index.ts';
import { People } from '../../src/testing/index.ts';
import { browserPath, composer, row, runSlash, useRig } from './rig.ts';

const { people, channels } = HARBOUR;
const TEXTS = { en: 'It begins here.', 'zh-CN': '从这里开始。' };

describe.skipIf(!browserPath)('the strip that tells what happens', () => {
  const rig = useRig();
  const end = () => new People(rig.server.url).caption(null);
  afterEach(end);
  const tell = (step: number, show?: Caption['show'], en = TEXTS.en) =>
    new People(rig.server.url).caption({ step, of: 5, texts: { ...TEXTS, en }, ...(show && { show }) });

  test('is in the language of the page, also for who comes later, and goes when it is over', async () => {
    const page = await rig.open({ as: people.mira });
    await tell(1);
    const strip = page.locator('#caption');
    await strip.getByText('It begins here.').waitFor();
    expect(await strip.locator('b').textContent()).toBe('1/5');
    expect(await page.locator('#welcome').isVisible()).toBe(false);
    const later = await rig.open({ as: people.wen, locale: 'zh-CN', width: 390 });
    await later.locator('#caption').getByText('从这里开始。').waitFor();
    await end();
    await strip.waitFor({ state: 'hidden' });
    await later.locator('#caption').waitFor({ state: 'hidden' });
  });

  test('leads the page to a channel, and to the start or the end of a message that is taller than the page', async () => {
    const tall = await rig.say(
      ['the first line', ...Array<string>(60).fill('-'), 'the last line'].join('\n'),
    );
    for (let n = 0; n < 5; n += 1) await rig.say(`after it ${n}`);
    const page = await rig.open({ as: people.mira, channel: channels.support });
    /** Whether an edge of the tall message is within the list. */
    const isSeen = async (edge: 'top' | 'bottom') => {
      const [row, list] = await Promise.all(
        [`[data-id="${tall.id}"]`, '#messages'].map((one) => page.locator(one).boundingBox()),
      );
      if (!row || !list) return false;
      const at = edge === 'top' ? row.y : row.y + row.height;
      return at >= list.y - 2 && at <= list.y + list.height + 2;
    };
    await tell(2, { channelId: channels.general, messageId: tall.id });
    await page.getByRole('heading', { name: '# general' }).waitFor();
    await expect.poll(() => isSeen('top'), { timeout: 10_000 }).toBe(true);
    await tell(2, { channelId: channels.general, messageId: tall.id, atEnd: true });
    await expect.poll(() => isSeen('bottom'), { timeout: 10_000 }).toBe(true);
  });

  test('follows nobody who goes elsewhere, until they want to be led again', async () => {
    const page = await rig.open({ as: people.mira, channel: channels.general });
    await tell(1, { channelId: channels.general });
    await page.locator('#caption').getByText('It begins here.').waitFor();
    await page
      .locator('#side')
      .getByRole('button', { name: /mood-reports/ })
      .click();
    await page.getByRole('heading', { name: '# mood-reports' }).waitFor();
    await tell(2, { channelId: channels.support }, 'It goes on.');
    await page.locator('#caption').getByText('It goes on.').waitFor();
    expect(await page.locator('#top h1').textContent()).toBe('# mood-reports');
    await page.getByRole('button', { name: 'Back to the story' }).click();
    await page.getByRole('heading', { name: '# support' }).waitFor();
    await tell(3, { channelId: channels.general });
    await page.getByRole('heading', { name: '# general' }).waitFor();
    expect(await page.getByRole('button', { name: 'Back to the story' }).count()).toBe(0);
  });

  const ownTool = async (page: Page, name: 'Reply' | 'Edit') => {
    const words = `before the caption: ${name}`;
    await rig.say(words, people.mira);
    await row(page, words).hover();
    await row(page, words).getByRole('button', { name }).click();
  };
  test.each<[string, (page: Page) => Promise<void>, (page: Page) => Promise<void>]>([
    [
      'a text',
      (page) => composer(page).fill('half a sent'),
      async (page) => expect(await composer(page).inputValue()).toBe('half a sent'),
    ],
    [
      'a command',
      (page) => runSlash(page, 'echo'),
      (page) => page.getByRole('form', { name: '/echo' }).waitFor(),
    ],
    [
      'a file',
      (page) =>
        page
          .locator('#foot input[type=file]')
          .setInputFiles({ name: 'chart.txt', mimeType: 'text/plain', buffer: Buffer.from('1') }),
      (page) => page.locator('.chip', { hasText: 'chart.txt' }).waitFor(),
    ],
    [
      'an answer',
      (page) => ownTool(page, 'Reply'),
      (page) => page.locator('.reply', { hasText: 'Mira' }).waitFor(),
    ],
    ['an edit', (page) => ownTool(page, 'Edit'), (page) => page.locator('#messages textarea').waitFor()],
  ])(
    'leads nobody away from %s that they have begun, until they want to be led',
    async (_, begin, isKept) => {
      const page = await rig.open({ as: people.mira, channel: channels.general });
      await begin(page);
      await isKept(page);
      await tell(2, { channelId: channels.support });
      await page.locator('#caption').getByText('It begins here.').waitFor();
      expect(await page.locator('#top h1').textContent()).toBe('# general');
      await isKept(page);
      await page.getByRole('button', { name: 'Back to the story' }).click();
      await page.getByRole('heading', { name: '# support' }).waitFor();
    },
  );

  test('leads a member nowhere that they cannot see', async () => {
    const page = await rig.open({ as: people.yuki, channel: channels.general });
    await tell(3, { channelId: channels.modAlerts });
    await page.locator('#caption').getByText('It begins here.').waitFor();
    await rig.say('after the caption');
    await row(page, 'after the caption').last().waitFor();
    expect(await page.locator('#top h1').textContent()).toBe('# general');
  });

  test('a channel says that it is slow', async () => {
    const page = await rig.open({ as: people.mira, channel: channels.general });
    const rights = P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.ManageChannels;
    await new People(rig.server.url).setBotPermissions(HARBOUR.guild, rights);
    const channel = await rig.bot.channels.fetch(channels.general);
    if (!channel || !('setRateLimitPerUser' in channel)) throw new Error('no channel that can be slowed');
    await channel.setRateLimitPerUser(10);
    await page.locator('#top').getByText('Slow mode: 10 s').waitFor();
    await channel.setRateLimitPerUser(0);
    await page.locator('#top').getByText('Slow mode').waitFor({ state: 'detached' });
  });
});
