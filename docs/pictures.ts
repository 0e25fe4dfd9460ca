// Takes the pictures of the documentation from a running demo, into docs/images; CONTRIBUTING.md says how to run it.
import { fileURLToPath } from 'node:url';
import type { APIMessage } from 'discord-api-types/v10';
import { People, type Stream } from 'local-discord/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CALM, CHANNELS, GUILD_NAME } from '../src/demo/story.ts';
import { wordsIn } from '../src/report/words.ts';

/** Who looks: moderators of the demo, each with their own language. */
const LOOKS = {
  en: { moderator: 'mira', browser: 'en-GB', server: 'en', timeZone: 'Europe/London' },
  zh: { moderator: 'wen', browser: 'zh-CN', server: 'zh-CN', timeZone: 'Asia/Shanghai' },
} as const;
/** Between two messages of the evening after the outage, and how many follow; the alert ends after half an hour. */
const PACE_MS = 15_000;
const MOST_LINES = 160;

type Language = keyof typeof LOOKS;

type Kind = (message: APIMessage) => boolean;

interface Studio {
  readonly people: People;
  readonly page: Page;
  readonly feed: Stream;
  readonly me: string;
  readonly language: Language;
  readonly channel: (name: string) => string;
  readonly user: (name: string) => string;
}

const [, , asked = '', url = 'http://127.0.0.1:7860', executablePath = '/usr/bin/chromium'] = process.argv;

async function openStudio(browser: Browser, language: Language): Promise<Studio> {
  const { moderator, browser: locale, timeZone } = LOOKS[language];
  const people = new People(url);
  const guild = (await people.state()).guilds.find(({ name }) => name === GUILD_NAME);
  const idOf = (id: string | undefined, name: string) => {
    if (id === undefined) throw new Error(`The demo has no "${name}": start it, and wait for its alert.`);
    return id;
  };
  const user = (name: string) =>
    idOf(guild?.members.find((one) => one.user.username === name)?.user.id, name);
  const me = user(moderator);
  const context = await browser.newContext({
    locale,
    timezoneId: timeZone,
    colorScheme: 'dark',
    viewport: { width: 900, height: 1800 },
  });
  return {
    people,
    page: await context.newPage(),
    feed: await people.watch(me),
    me,
    language,
    user,
    channel: (name) => idOf(guild?.channels.find((one) => one.name === name)?.id, name),
  };
}

async function takeAll(studio: Studio): Promise<void> {
  const { people, me, channel } = studio;
  const settings = (subcommand: string, options: Record<string, string>) =>
    people.run(me, channel(CHANNELS.support), 'settings', options, { subcommands: [subcommand] });
  const alert = () => shown(studio, CHANNELS.alerts, isAlert);
  const press = async (button: string) => {
    const message = await alert();
    return people.click(me, message, buttonOf(message, button));
  };
  await settings('timezone', { zone: LOOKS[studio.language].timeZone });
  await settings('language', { language: LOOKS[studio.language].server });
  // The demo ends with a card in #support.
  await shown(studio, CHANNELS.support, isCard);
  if (buttonsOf(await alert()).some((id) => id.includes(':ack:'))) {
    // Open alerts follow the language within a minute.
    const title = wordsIn(LOOKS[studio.language].server)('alert.title.open');
    const isWorded = ({ embeds: [card] }: APIMessage) => card?.title === title;
    if (!isWorded(await alert())) await studio.feed.next('edit', ({ message }) => isWorded(message));
    if (studio.language === 'en') await takePage(studio);
    await take(studio, await shown(studio, CHANNELS.reports, isWhole), 'summary');
    await take(studio, await alert(), 'alert-open');
    await take(studio, await answer(studio, () => press('why')), 'alert-why');
    const daily = () =>
      people.run(me, channel(CHANNELS.support), 'report', { of: 'last' }, { subcommands: ['daily'] });
    await take(studio, await answer(studio, daily), 'daily');
    await press('ack');
    await take(studio, await alert(), 'alert-acknowledged');
  }

  const cloud = post(studio, isCloud);
  await settings('wordcloud', { schedule: '30 minutes' });
  await playEvening(studio, async () => buttonsOf(await alert()).every((id) => !id.includes(':snooze:')));
  await take(studio, await alert(), 'alert-resolved');
  const { interactionId } = await press('false');
  await people.submit(me, channel(CHANNELS.alerts), interactionId, { reason: REASONS[studio.language] });
  await studio.feed.next('edit', ({ message }) => buttonsOf(message).every((id) => !id.includes(':false:')));
  await take(studio, await alert(), 'alert-false');
  await take(studio, await cloud, 'wordcloud');
}

/** The first message of a kind in a channel, once there is one. */
async function shown({ people, feed, me, channel }: Studio, name: string, is: Kind): Promise<APIMessage> {
  const where = channel(name);
  const found = (await people.read(me, where)).find(is);
  return found ?? feed.settled((message) => message.channel_id === where && is(message));
}

const REASONS: Readonly<Record<Language, string>> = { en: 'a rehearsal', zh: '这是一次演练' };

/** What people write once the trouble is over, until `isOver`. */
async function playEvening({ people, channel, user }: Studio, isOver: () => Promise<boolean>): Promise<void> {
  const calm = CALM.filter(({ text }) => !text.includes('{'));
  for (let at = 0; at < MOST_LINES && !(await isOver()); at += 1) {
    const line = calm[at % calm.length];
    if (line) await people.post(user(line.by), channel(CHANNELS.support), line.text);
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
}

/** The next post in the report channel that is of this kind. */
async function post({ people, feed, me, channel }: Studio, is: Kind) {
  const where = channel(CHANNELS.reports);
  const before = new Set((await people.read(me, where)).map(({ id }) => id));
  return feed.message((message) => message.channel_id === where && !before.has(message.id) && is(message));
}

/** What the bot shows to this person alone, once it is whole. */
async function answer({ feed }: Studio, act: () => Promise<{ readonly interactionId: string }>) {
  const { interactionId } = await act();
  return feed.settled(
    ({ interaction_metadata: by, embeds }) => by?.id === interactionId && embeds.length > 0,
  );
}

/** The message alone; it is among the newest of its channel. */
async function take({ page, me, language }: Studio, message: APIMessage, name: string): Promise<void> {
  await page.goto(`${url}/?as=${me}#${message.channel_id}`);
  await page.reload();
  const row = page.locator(`[data-id="${message.id}"]`);
  await row.waitFor();
  for (const image of await row.locator('img').all())
    await image.evaluate((node: unknown) => (node as { decode(): Promise<void> }).decode());
  await row.screenshot({ path: pathOf(`${name}-${language}.png`) });
  process.stdout.write(`${name}-${language}.png\n`);
}

/** The page as it opens, in the light. */
async function takePage({ page, me, channel }: Studio): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${url}/?as=${me}#${channel('general')}`);
  await page.locator('.tag').first().waitFor();
  await page.screenshot({ path: pathOf('page.png') });
  await page.setViewportSize({ width: 900, height: 1800 });
  await page.emulateMedia({ colorScheme: 'dark' });
}

const pathOf = (name: string) => fileURLToPath(new URL(`images/${name}`, import.meta.url));
const isCard: Kind = ({ author, embeds }) => author.bot === true && embeds.length > 0;
const isAlert: Kind = (message) => buttonsOf(message).some((id) => id.includes(':why:'));
/** A summary with its busiest channels, hot words and typical messages. */
const isWhole: Kind = ({ embeds }) => (embeds[1]?.fields?.length ?? 0) > 2;
const isCloud: Kind = ({ attachments }) => attachments.some(({ filename }) => filename.endsWith('.svg'));

function buttonsOf({ components = [] }: APIMessage): string[] {
  return components.flatMap((row) =>
    'components' in row ? row.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])) : [],
  );
}

function buttonOf(message: APIMessage, name: string): string {
  const found = buttonsOf(message).find((id) => id.includes(`:${name}:`));
  if (found === undefined) throw new Error(`The alert has no button "${name}".`);
  return found;
}

if (asked !== 'en' && asked !== 'zh') throw new Error('Name the language of the pictures: en or zh.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await takeAll(await openStudio(browser, asked));
} finally {
  await browser.close();
}
process.exit();
