import { describe, expect, test } from 'vitest';
import { HARBOUR } from '../../src/index.ts';
import { browserPath, row, runSlash, useRig } from './rig.ts';

const { people } = HARBOUR;

describe.skipIf(!browserPath)('commands on the page', () => {
  const rig = useRig();

  test('a slash command is picked from the list and its options filled in a form', async () => {
    const page = await rig.open({ as: people.mira });
    await runSlash(page, 'echo');
    const form = page.getByRole('form', { name: '/echo' });
    await form.locator('[name="text"]').fill('ahoy ');
    await form.locator('[name="loud"]').selectOption({ label: 'Yes' });
    await form.locator('[name="where"]').selectOption({ label: '#support' });
    await form.locator('[name="times"]').fill('2');
    await form.locator('[name="fruit"]').focus();
    await form.locator('option[value="Apple"]').waitFor({ state: 'attached' });
    await form.locator('[name="fruit"]').fill('Apple');
    await form.getByRole('button', { name: 'Run' }).click();
    await row(page, 'AHOY AHOY  support apple-1').waitFor();
    await form.waitFor({ state: 'detached' });
  });

  test('on a phone the form of a command opens at its first field', async () => {
    const page = await rig.open({ as: people.mira, width: 390 });
    await runSlash(page, 'echo');
    const form = page.getByRole('form', { name: '/echo' });
    await form.locator('[name="text"]').waitFor();
    const [whole, first] = [await form.boundingBox(), await form.locator('[name="text"]').boundingBox()];
    expect(whole!.y).toBeGreaterThanOrEqual(0);
    expect(first!.y).toBeGreaterThan(whole!.y);
    expect(first!.y + first!.height).toBeLessThan(whole!.y + whole!.height);
    expect(await page.evaluate('document.activeElement.name')).toBe('text');
  });

  test('an ephemeral answer is for one person alone and can be put away', async () => {
    const mira = await rig.open({ as: people.mira });
    const wen = await rig.open({ as: people.wen });
    await runSlash(mira, 'secret');
    const secret = row(mira, 'the treasure is under the pier');
    await secret.getByText('Only you can see this').waitFor();
    await rig.say('after the secret');
    await row(wen, 'after the secret').waitFor();
    expect(await row(wen, 'treasure').count()).toBe(0);
    await secret.getByRole('button', { name: 'Dismiss message' }).click();
    await secret.waitFor({ state: 'detached' });
  });

  test('an answer that was thought about stays, however late the page hears that the bot began to think', async () => {
    const page = await rig.open({ as: people.mira });
    await page.route('**/control/commands', async (route) => {
      const response = await route.fetch();
      await row(page, 'so be it').waitFor();
      await route.fulfill({ response });
    });
    const heard = page.waitForResponse((response) => response.url().endsWith('/control/commands'));
    await runSlash(page, 'ponder');
    await (await heard).finished();
    await rig.say('after the thought');
    await row(page, 'after the thought').waitFor();
    expect(await row(page, 'so be it').count()).toBe(1);
  });

  test('buttons and menus reach the bot', async () => {
    const page = await rig.open({ as: people.mira });
    await runSlash(page, 'buttons');
    const shown = page.locator('.row', { has: page.getByRole('button', { name: 'Press me' }) });
    await shown.locator('select').selectOption('tea');
    await row(page, 'tea it is').waitFor();
    await shown.getByRole('button', { name: 'Press me' }).click();
    await row(page, 'pressed by mira').waitFor();
  });

  test('a modal opens as a dialog and its words arrive', async () => {
    const page = await rig.open({ as: people.mira });
    await runSlash(page, 'feedback');
    const dialog = page.getByRole('dialog', { name: 'Tell us' });
    await dialog.locator('textarea').fill('more boats');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await row(page, 'heard: more boats').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  test('a command of the message menu is run on its message', async () => {
    const page = await rig.open({ as: people.mira });
    const { id } = await rig.say('twelve chars');
    const shown = page.locator(`[data-id="${id}"]`);
    await shown.hover();
    await shown.getByRole('button', { name: 'Apps' }).click();
    await shown.getByRole('button', { name: 'Count letters' }).click();
    await row(page, '12 letters').waitFor();
  });

  test('a right click and the menu key show the apps of a message, by their names in the language of the page', async () => {
    const page = await rig.open({ as: people.mira, locale: 'zh-CN' });
    const { id } = await rig.say('nine char');
    const shown = page.locator(`[data-id="${id}"]`);
    await shown.locator('.content').click({ button: 'right' });
    const entry = shown.getByRole('button', { name: '数一数字母' });
    await entry.waitFor();
    await page.keyboard.press('Escape');
    await entry.waitFor({ state: 'hidden' });
    await shown.locator('article').focus();
    await shown.locator('article').dispatchEvent('contextmenu');
    await entry.waitFor();
    await page.keyboard.press('Enter');
    await row(page, '9 letters').waitFor();
  });

  test('where no app has a menu for messages a sentence says so, which keys reach and close', async () => {
    const { id } = await rig.say('nothing to do with this');
    // The last test of this file: the bot has no menus from here on.
    await rig.bot.application.commands.set([{ name: 'secret', description: 'Only you see it' }]);
    const page = await rig.open({ as: people.mira });
    const shown = page.locator(`[data-id="${id}"]`);
    const opener = shown.locator('.opener');
    await shown.locator('article').focus();
    for (let n = await shown.locator('.tool').count(); n > 0; n -= 1) {
      await page.keyboard.press('Tab');
      if ((await opener.and(page.locator(':focus')).count()) === 1) break;
    }
    await page.keyboard.press('Enter');
    await shown
      .locator('.apps :focus', { hasText: 'No app has anything to do with a message here.' })
      .waitFor();
    expect(await shown.locator('.apps').textContent()).not.toMatch(/[-–—]/);
    await page.keyboard.press('Escape');
    await shown.locator('.apps').waitFor({ state: 'hidden' });
    expect(await opener.and(page.locator(':focus')).count()).toBe(1);
  });
});
