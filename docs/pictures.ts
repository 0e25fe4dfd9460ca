// Takes the pictures of the documentation from a bot on its local server, into docs/images; CONTRIBUTING.md says how to run it.
import type { APIMessage } from 'discord-api-types/v10';
import { People, type Stream } from 'local-discord/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { systemClock } from '../src/clock.ts';
import { createControl } from '../src/demo/control.ts';
import { openFeed } from '../src/demo/feed.ts';
import { tellCalmDay } from '../src/demo/play.ts';
import { createSeen } from '../src/demo/seen.ts';
import { setStage } from '../src/demo/stage.ts';
import { CALM, CHANNELS, GUILD_NAME, OUTAGE } from '../src/demo/story.ts';
import { createTelling } from '../src/demo/telling.ts';
import { createLog } from '../src/log.ts';
import { wordsIn } from '../src/report/words.ts';
import { pathOf, takeMessage } from './taking.ts';

/** Who looks: moderators of the story, each with their own language. */
const LOOKS = {
  en: { moderator: 'mira', browser: 'en-GB', server: 'en', timeZone: 'Europe/London' },
  zh: { moderator: 'wen', browser: 'zh-CN', server: 'zh-CN', timeZone: 'Asia/Shanghai' },
} as const;
const OUTAGE_PACE_MS = 1_000;
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
    if (id === undefined)
      throw new Error(`The server has no "${name}": start the bot with an empty DATA_DIR.`);
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

/** The calm day and the outage, as in the demo, but now: nothing of it is skipped. */
async function tellStory(): Promise<void> {
  const { signal } = new AbortController();
  const control = createControl(url, signal);
  const stage = await setStage(control);
  const seen = createSeen(stage.botId);
  const feed = await openFeed(url, null, systemClock, signal, seen.note);
  const story = { skip: () => undefined };
  const telling = createTelling({ control, stage, seen, feed, clock: systemClock, story, signal });
  await tellCalmDay(telling, systemClock.now(), createLog('warn', true));
  await telling.tell(OUTAGE, { paceMs: OUTAGE_PACE_MS, skipMs: () => 0 });
  await telling.judged();
  feed.close();
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
  await settings('summary', { schedule: '1 minute' });
  await tellStory();
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

const take = ({ page, me, language }: Studio, message: APIMessage, name: string) =>
  takeMessage(page, { url, me }, message, `${name}-${language}.png`);

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
  await setStage(createControl(url, new AbortController().signal));
  await takeAll(await openStudio(browser, asked));
} finally {
  await browser.close();
}
process.exit();
