// Takes the pictures of /setup, the message menus and a role job from a bot that runs on the local server;
// CONTRIBUTING.md says how to run it.
import type { APIMessage } from 'discord-api-types/v10';
import { HARBOUR } from 'local-discord';
import { People, type Stream } from 'local-discord/testing';
import { chromium, type Page } from 'playwright-core';
import { wordsIn } from '../src/report/words.ts';
import { pathOf, takeMessage } from './taking.ts';

const { people: WHO, channels: WHERE } = HARBOUR;
/** Who looks, in which language, and what people say meanwhile. */
const LOOKS = {
  en: {
    me: WHO.mira,
    browser: 'en-GB',
    locale: 'en',
    zone: 'Europe/London',
    judged: 'the update is great but the login is awful again',
    foreign: '今晚服务器会停一个小时，请提前保存',
    wishes: [
      [WHO.tomas, 'please add a dark mode, my eyes hurt'],
      [WHO.yuki, 'a dark mode would help me too'],
      [WHO.wen, 'when do we get the dark mode?'],
      [WHO.tomas, 'the new map is fun'],
    ],
  },
  zh: {
    me: WHO.wen,
    browser: 'zh-CN',
    locale: 'zh-CN',
    zone: 'Asia/Shanghai',
    judged: '更新挺好，就是登录太烂',
    foreign: 'the new map is fun, but where do I buy fish?',
    wishes: [
      [WHO.tomas, '希望加一个夜间模式，眼睛好累'],
      [WHO.yuki, '夜间模式我也想要'],
      [WHO.lin, '夜间模式什么时候有？'],
      [WHO.tomas, '新地图挺好玩'],
    ],
  },
} as const;

/** Pixels around a menu. */
const MARGIN = 12;

type Language = keyof typeof LOOKS;

interface Studio {
  readonly people: People;
  readonly page: Page;
  readonly feed: Stream;
  readonly language: Language;
}

const [, , asked = '', url = 'http://127.0.0.1:7860', executablePath = '/usr/bin/chromium'] = process.argv;

async function takeAll(studio: Studio): Promise<void> {
  await takeSetup(studio);
  await takeMenus(studio);
  await takeJob(studio);
}

/** The first card, and the form of its second step. */
async function takeSetup({ people, page, feed, language }: Studio): Promise<void> {
  const { me } = LOOKS[language];
  const card = await answer(feed, () => people.run(me, WHERE.general, 'setup'));
  await take(page, language, card, 'setup');
  await page.locator(`[data-id="${card.id}"] button`, { hasText: '2' }).click();
  const form = page.getByRole('dialog');
  await form.waitFor();
  await form.screenshot({ path: pathOf(`setup-form-${language}.png`) });
  process.stdout.write(`setup-form-${language}.png\n`);
}

async function takeMenus({ people, page, feed, language }: Studio): Promise<void> {
  const { me, judged, foreign, locale } = LOOKS[language];
  const message = await people.post(WHO.tomas, WHERE.support, judged);
  await page.goto(`${url}/?as=${me}#${WHERE.support}`);
  await page.reload();
  const row = page.locator(`[data-id="${message.id}"]`);
  // It is judged.
  await row.locator('.tag').waitFor({ timeout: 60_000 });
  await row.locator('.content').click({ button: 'right' });
  await row.getByRole('button', { name: wordsIn(locale)('menu.translate'), exact: true }).waitFor();
  const [around, menu] = [await row.boundingBox(), await row.locator('.apps').boundingBox()];
  if (!around || !menu) throw new Error('The menu of the message is not on show.');
  const y = Math.min(around.y, menu.y) - MARGIN;
  const height = Math.max(around.y + around.height, menu.y + menu.height) - y + MARGIN;
  const clip = { x: around.x, y, width: around.width, height };
  await page.screenshot({ path: pathOf(`menus-${language}.png`), clip });
  process.stdout.write(`menus-${language}.png\n`);
  const use = (name: string, targetId: string) =>
    answer(feed, () => people.run(me, WHERE.support, name, {}, { targetId }));
  const registered = wordsIn('en');
  await take(page, language, await use(registered('menu.why'), message.id), 'why-mood');
  const other = await people.post(WHO.lin, WHERE.support, foreign);
  await take(page, language, await use(registered('menu.translate'), other.id), 'translate');
}

/** Posts once a minute, until something of the time can be said. */
async function takeJob({ people, page, feed, language }: Studio): Promise<void> {
  const { me, wishes, locale, zone } = LOOKS[language];
  const settings = (subcommands: string[], options: Record<string, string>) =>
    people.run(me, WHERE.general, 'settings', options, { subcommands });
  await settings(['timezone'], { zone });
  await settings(['language'], { language: locale });
  const job = { role: 'suggestions', channel: WHERE.moodReports, schedule: '2 minutes', of: WHERE.support };
  await settings(['role-job', 'add'], job);
  for (const [who, text] of wishes) await people.post(who, WHERE.support, text);
  const title = wordsIn(locale)('role.id', { id: '' }).trim();
  const post = await feed.settled(
    ({ channel_id: where, embeds: [embed] }) =>
      where === WHERE.moodReports && embed?.footer?.text.includes(title) === true,
  );
  await settings(['role-job', 'remove'], { job: '1' });
  await take(page, language, post, 'role-job');
}

const take = (page: Page, language: Language, message: APIMessage, name: string) =>
  takeMessage(page, { url, me: LOOKS[language].me }, message, `${name}-${language}.png`);

/** What the bot shows to this person alone, once it is whole. */
async function answer(feed: Stream, act: () => Promise<{ readonly interactionId: string }>) {
  const { interactionId } = await act();
  return feed.settled(
    ({ interaction_metadata: by, embeds, content }) =>
      by?.id === interactionId && (embeds.length > 0 || content !== ''),
  );
}

if (asked !== 'en' && asked !== 'zh') throw new Error('Name the language of the pictures: en or zh.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const { browser: locale, zone: timezoneId, me } = LOOKS[asked];
  const viewport = { width: 900, height: 1400 };
  const context = await browser.newContext({ locale, timezoneId, colorScheme: 'dark', viewport });
  const people = new People(url);
  await takeAll({ people, page: await context.newPage(), feed: await people.watch(me), language: asked });
} finally {
  await browser.close();
}
process.exit();
