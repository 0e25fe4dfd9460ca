import { describe, expect, test } from 'vitest';
import { HARBOUR } from '../../src/index.ts';
import { browserPath, composer, row, useRig } from './rig.ts';

const { people } = HARBOUR;

interface Scrolled {
  scrollTop: number;
  readonly scrollHeight: number;
  readonly scrollWidth: number;
  readonly clientHeight: number;
}

describe.skipIf(!browserPath)('the page around the messages', () => {
  const rig = useRig();

  test('a new person is invented and acts at once', async () => {
    const page = await rig.open({ as: people.mira });
    await page.locator('.me').click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[name="name"]').fill('阿明');
    await dialog.getByRole('button', { name: 'Join' }).click();
    await page.locator('.me', { hasText: '阿明' }).waitFor();
    await composer(page).fill('我来了');
    await composer(page).press('Enter');
    expect(await row(page, '我来了').locator('.name').textContent()).toBe('阿明');
    expect(await page.locator('.channel', { hasText: 'mod-alerts' }).count()).toBe(0);
  });

  test('the direct channel with the bot opens and works', async () => {
    const page = await rig.open({ as: people.yuki });
    await page.locator('.channel', { hasText: 'Bot' }).click();
    await page.getByRole('heading', { name: '@ Bot' }).waitFor();
    await composer(page).fill('hi @Bot');
    await composer(page).press('Enter');
    await row(page, 'pong').waitFor();
  });

  test('new messages scroll along at the bottom and stay put elsewhere', async () => {
    for (let n = 0; n < 40; n += 1) await rig.say(`line ${n} of many`);
    const page = await rig.open({ as: people.mira });
    const box = page.locator('#messages');
    const fromBottom = () =>
      box.evaluate((one: Scrolled) => one.scrollHeight - one.scrollTop - one.clientHeight);
    await row(page, 'line 39 of many').waitFor();
    await rig.say('seen at once');
    await row(page, 'seen at once').waitFor();
    expect(await fromBottom()).toBeLessThan(5);
    await box.evaluate((one: Scrolled) => {
      one.scrollTop = 0;
    });
    await page.waitForFunction("document.querySelector('#messages').scrollTop === 0");
    await rig.say('far below');
    await page.getByRole('button', { name: 'New messages' }).click();
    expect(await fromBottom()).toBeLessThan(5);
  });

  test.each([{ locale: 'en-GB' }, { locale: 'zh-CN' }, { locale: 'zh-TW' }])(
    'fits a phone in $locale, drawer included',
    async ({ locale }) => {
      await rig.say('a very long word: ' + 'x'.repeat(400));
      await rig.say('```\n' + 'y'.repeat(400) + '\n```');
      const page = await rig.open({ as: people.mira, width: 390, locale });
      await row(page, 'yyyy').last().waitFor();
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      expect(await width()).toBe(390);
      expect(
        await page.locator('#messages').evaluate((one: Scrolled) => one.scrollWidth),
      ).toBeLessThanOrEqual(390);
      await page.locator('.hamburger').click();
      await page.locator('.channel', { hasText: 'support' }).click();
      await page.getByRole('heading', { name: '# support' }).waitFor();
      expect(await width()).toBe(390);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    },
  );
});
