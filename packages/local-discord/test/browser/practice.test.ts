// What whoever tries a bot alone can do: give rights to people, and have several of them write.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type axe from 'axe-core';
import { PermissionFlagsBits as P } from 'discord.js';
import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { HARBOUR } from '../../src/index.ts';
import { People } from '../../src/testing/index.ts';
import { browserPath, composer, row, useRig } from './rig.ts';

const { people, channels } = HARBOUR;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A folder for pictures; unset: none are taken. */
const PICTURES = process.env['PICTURES'];

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe.skipIf(!browserPath)('the page for somebody who tries a bot alone', () => {
  const rig = useRig();
  const openRights = async (page: Page, name: string) => {
    await page.locator('.me').click();
    await page.getByRole('button', { name: `Rights of ${name}` }).click();
    return page.getByRole('dialog', { name: `Rights of ${name}` });
  };

  test('a person is made a moderator and a member again, by keyboard', async () => {
    const page = await rig.open({ as: people.tomas });
    const hidden = page.locator('.channel', { hasText: 'mod-alerts' });
    expect(await hidden.count()).toBe(0);
    const dialog = await openRights(page, 'Tomás');
    const box = dialog.getByRole('checkbox', { name: 'Moderator' });
    expect(await dialog.textContent()).toContain('manage the server, manage channels, time out members');
    await box.focus();
    await page.keyboard.press('Space');
    await hidden.waitFor({ state: 'attached' });
    await dialog.locator('input:checked:focus').waitFor();
    await page.keyboard.press('Space');
    await hidden.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Rights of Tomás');
  });

  test('the list of people says at once what a person may do now, while their rights are open', async () => {
    const page = await rig.open({ as: people.mira });
    const dialog = await openRights(page, 'Yuki');
    const badge = page.locator('.people li', { hasText: 'Yuki' }).getByText('MOD');
    expect(await badge.isVisible()).toBe(false);
    await dialog.getByRole('checkbox', { name: 'Moderator' }).check();
    await badge.waitFor();
    await dialog.getByRole('checkbox', { name: 'Moderator' }).uncheck();
    await badge.waitFor({ state: 'hidden' });
  });

  /** A member of a server of their own, which has no roles yet, and the page with the rights of that member. */
  const openNewServer = async (name: string) => {
    const acting = new People(rig.server.url);
    const guildId = await acting.addGuild({ name, ownerId: people.mira, channels: [{ name: 'lobby' }] });
    const userId = await acting.addUser({ username: name, displayName: 'Noor', guildIds: [guildId] });
    const guild = async () => {
      const found = (await acting.state()).guilds.find(({ id }) => id === guildId);
      if (!found) throw new Error('the server is gone');
      return found;
    };
    const page = await rig.open({ as: userId, channel: (await guild()).channels[0]!.id });
    const dialog = await openRights(page, 'Noor');
    return {
      page,
      dialog,
      box: dialog.getByRole('checkbox', { name: 'Manager' }),
      addRole: (role: string) => acting.addRole(guildId, { name: role, permissions: String(P.ManageGuild) }),
      managers: async () => (await guild()).roles.filter((role) => role.name === 'Manager'),
    };
  };
  /** Holds requests back until `release`. */
  const hold = async (page: Page, url: string, method: string) => {
    const held: Route[] = [];
    let isHeld = true;
    await page.route(url, async (route) => {
      if (isHeld && route.request().method() === method) held.push(route);
      else await route.fallback();
    });
    const release = async () => {
      isHeld = false;
      for (const route of held) await route.fallback();
    };
    return { held, release };
  };

  test('a role that the server lacks is made once, however quick the clicks are', async () => {
    const { page, dialog, box, addRole, managers } = await openNewServer('quick');
    const making = await hold(page, '**/control/guilds/*/roles', 'POST');
    await box.click();
    await expect.poll(() => making.held.length).toBe(1);
    expect(await box.isDisabled()).toBe(true);
    // All boxes are drawn anew meanwhile.
    await addRole('Helper');
    await dialog.getByRole('checkbox', { name: 'Helper' }).waitFor();
    expect(await box.isDisabled()).toBe(true);
    expect(await box.isChecked()).toBe(true);
    await making.release();
    await dialog.locator('input[name="Manager"]:checked:enabled:focus').waitFor();
    expect(await managers()).toHaveLength(1);
  });

  test('a role that the page has not heard of yet is given, not made again', async () => {
    const { page, dialog, box, addRole, managers } = await openNewServer('late');
    const reading = await hold(page, '**/control/state', 'GET');
    await addRole('Manager');
    await expect.poll(() => reading.held.length).toBeGreaterThan(0);
    await box.click();
    await reading.release();
    await dialog.locator('input[name="Manager"]:checked:enabled').waitFor();
    expect(await managers()).toHaveLength(1);
  });

  test('the owner has all rights, which nobody takes', async () => {
    const page = await rig.open({ as: people.mira });
    const dialog = await openRights(page, 'Mira');
    expect(await dialog.textContent()).toContain('may do everything');
    expect(await dialog.getByRole('checkbox').count()).toBe(0);
  });

  test('several people write at the press of a button, each as themselves', async () => {
    const page = await rig.open({ as: people.mira, channel: channels.support });
    await page.locator('#side').getByRole('button', { name: 'Make noise' }).press('Enter');
    await page.locator('#burst-0:focus', { hasText: 'Stop' }).waitFor();
    await page.locator('.toast', { hasText: '8 messages were written in #support' }).waitFor();
    expect(await row(page, 'noise number').count()).toBe(8);
    expect(new Set(await page.locator('.row .name').allTextContents()).size).toBeGreaterThanOrEqual(4);
    expect(await page.locator('#burst-0:focus').textContent()).toContain('Make noise');
  });

  test('what the host plays opens in a tab of its own, and takes that tab again; a host that fails says so', async () => {
    const page = await rig.open({ as: people.mira });
    const button = page.locator('#side').getByRole('button', { name: 'Play it' });
    const opened = page.waitForEvent('popup');
    await button.press('Enter');
    const tab = await opened;
    await tab.getByText('played 1').waitFor();
    await page.locator('.tips').getByRole('button', { name: 'Play it' }).first().click();
    await tab.getByText('played 2').waitFor();
    expect(page.context().pages()).toHaveLength(2);
    await button.click();
    await page.locator('.toast', { hasText: 'HTTP 500' }).waitFor();
    expect(rig.complaints.splice(0)).toEqual([expect.stringContaining('500')]);
    expect(await page.getByText('Nobody serves this').count()).toBe(0);
  });

  test('what they write is stopped by the same button', async () => {
    const page = await rig.open({ as: people.mira, channel: channels.general });
    await page.locator('#burst-0').click();
    await row(page, 'noise number 1').waitFor();
    await page.locator('#burst-0').click();
    await page.locator('.toast', { hasText: /[1-7] messages were written/ }).waitFor();
    expect(await row(page, 'noise number').count()).toBeLessThan(8);
  });

  test.each([
    { width: 1280, locale: 'en-GB', dark: false, rights: 'Rights of Tomás' },
    { width: 390, locale: 'zh-CN', dark: true, rights: 'Tomás 的权限' },
    { width: 390, locale: 'zh-TW', dark: false, rights: 'Tomás 的權限' },
  ])('has no findings of axe, and fits: $width $locale', async ({ rights, ...look }) => {
    await rig.say('hello there');
    const page = await rig.open({ as: people.mira, ...look });
    const name = `${look.width} ${look.locale}`;
    const picture = async (part: string) => {
      if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `chat ${name} ${part}.png`) });
    };
    await row(page, 'hello there').first().waitFor();
    await picture('page');
    expect(await findings(page)).toEqual([]);
    if (look.width < 600) await page.locator('.hamburger').click();
    await page.locator('#burst-0').waitFor();
    await picture('column');
    await page.locator('.me').click();
    await picture('people');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: rights }).click();
    await picture('rights');
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await composer(page).count()).toBe(1);
  });
});
