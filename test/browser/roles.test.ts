// Roles on the page of the local server, in a real browser: the real commands, with a model that says what a test wants.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from '../commands/stage.ts';
import { menusOn } from '../commands/menus/stage.ts';
import { scriptedRoles, shippedRoles } from '../llm/role/stage.ts';
import { executablePath } from '../support/chromium.ts';

/** As much of an element as is asked here. */
interface Covered {
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  readonly ownerDocument: { elementFromPoint(x: number, y: number): unknown };
}

/** In each language of the page: who acts, and what they read. */
const READERS = [
  ['en-GB', 'owner', '/role run', 'Run', 'Keywords', 'Translate', 'Only you can see this'],
  ['zh-CN', 'wen', '/角色 运行', '运行', '关键词', '翻译', '只有你能看到'],
  ['zh-TW', 'lin', '/角色 執行', '執行', '關鍵字', '翻譯', '只有你看得到'],
] as const;

describe.skipIf(executablePath === undefined)('roles on the page', () => {
  let stage: Stage;
  let browser: Browser;
  let wen: string;
  const says: string[] = [];
  const contexts: BrowserContext[] = [];
  const { judged } = menusOn(() => stage);
  beforeAll(async () => {
    const { roles } = scriptedRoles(says, undefined, shippedRoles);
    stage = await openStage((context) => ({ ...context, roles }));
    wen = await stage.acting.addUser({ username: 'wen', guildIds: [stage.guild], locale: 'zh-CN' });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  const idOf = (who: (typeof READERS)[number][1]) => (who === 'wen' ? wen : stage.people[who]);

  async function open(who: string, locale: string, width = 1100): Promise<Page> {
    const context = await browser.newContext({
      locale,
      viewport: { width, height: 780 },
      hasTouch: width < 600,
    });
    contexts.push(context);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(`${new URL(stage.apiUrl).origin}/?as=${who}#${stage.channels.general}`);
    await page.locator('#foot textarea:enabled').waitFor();
    return page;
  }

  test.each(READERS)(
    'a role is picked as a command and from its list, and its answer is for who asks alone: %s',
    async (locale, who, command, run, title, _, alone) => {
      says.splice(0, 9, 'login, error');
      const page = await open(idOf(who), locale);
      await page.locator('#foot textarea').fill('/role');
      await page.locator('#popup li', { hasText: command }).click();
      const form = page.getByRole('form', { name: command });
      await form.locator('[name="role"]').fill(title);
      await form.locator(`option[value^="${title}"]`).waitFor({ state: 'attached' });
      const offered = await form.locator(`option[value^="${title}"]`).getAttribute('value');
      await form.locator('[name="role"]').fill(offered ?? '');
      await form.locator('[name="text"]').fill('the login fails with an error');
      await form.getByRole('button', { name: run, exact: true }).click();
      const answer = page.locator('.row', { hasText: 'login' }).last();
      await answer.getByText(alone).waitFor();
      expect(await answer.locator('.embed').textContent()).toContain(title);
      await form.waitFor({ state: 'detached' });
    },
  );

  test.each(READERS)(
    'a right click translates a message, for who asks alone: %s',
    async (locale, who, _command, _run, _title, translate, alone) => {
      says.splice(0, 9, locale === 'en-GB' ? 'The new map is lovely.' : '新地图真好看。');
      const { id } = await judged(stage.people.ann, stage.channels.general, `la nueva mapa ${locale}`);
      const page = await open(idOf(who), locale);
      const shown = page.locator(`[data-id="${id}"]`);
      await shown.locator('.content').click({ button: 'right' });
      await shown.getByRole('button', { name: translate, exact: true }).click();
      const answer = page.locator('.row', { has: page.locator('.embed', { hasText: translate }) }).last();
      await answer.getByText(alone).waitFor();
      const said = {
        'en-GB': 'The new map is lovely.',
        'zh-CN': '新地图真好看。',
        'zh-TW': '新地圖真好看。',
      }[locale];
      expect(await answer.locator('.embed pre').textContent()).toBe(said);
    },
  );

  test.each([1100, 390])(
    'the menu of the last message is on show to its end, at %i pixels',
    async (width) => {
      const { people, channels, acting } = stage;
      for (let n = 0; n < 12; n += 1)
        await acting.post(people.ben, channels.general, `line ${n}\n`.repeat(4));
      const { id } = await judged(people.ann, channels.general, `the last of all, ${width}`);
      const page = await open(stage.people.owner, 'en-GB', width);
      const shown = page.locator(`[data-id="${id}"]`);
      await shown.locator('.content').click({ button: 'right' });
      const last = shown.locator('.apps button').last();
      await last.waitFor();
      const isOnTop = (node: Covered) => {
        const { left, top, width: across, height } = node.getBoundingClientRect();
        return node.ownerDocument.elementFromPoint(left + across / 2, top + height / 2) === node;
      };
      expect(await last.evaluate(isOnTop)).toBe(true);
    },
  );

  test('Rewrite… offers its styles on a phone, and writes below the list', async () => {
    says.splice(0, 9, 'Could you please fix this?');
    const { id } = await judged(stage.people.ann, stage.channels.general, 'fix it now!!');
    const page = await open(stage.people.ben, 'en-GB', 390);
    const shown = page.locator(`[data-id="${id}"]`);
    await shown.locator('.content').click({ button: 'right' });
    await shown.getByRole('button', { name: 'Rewrite…', exact: true }).click();
    const answer = page.locator('.row', { has: page.locator('select') }).last();
    await answer.locator('select').selectOption('style-formal');
    await answer.locator('.embed pre', { hasText: 'Could you please fix this?' }).waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
  });
});
