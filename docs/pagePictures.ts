// Takes the pictures of the two pages, the mood view and a first visit to the chat, into docs/images: npm run pictures:page
import { Client, Events, GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { startLocalServer } from 'local-discord';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { INVITE_PERMISSIONS } from '../src/discord/invite.ts';
import { REMEDY_PERMISSIONS } from '../src/discord/remedies.ts';
import { openMood } from '../test/dashboard/rig.ts';
import { serve } from '../test/dashboard/serving.ts';
import { liveEvening } from '../test/dashboard/town.ts';
import { open as openStage, stage } from '../test/pipeline/alerts/rig.ts';
import { pathOf } from './taking.ts';

const [, , executablePath = '/usr/bin/chromium'] = process.argv;

const DESK = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const LOOKS = [
  ['en', { ...DESK, locale: 'en-GB' }],
  ['zh', { ...DESK, locale: 'zh-CN' }],
  ['phone-en', { ...PHONE, locale: 'en-GB' }],
  ['phone-zh', { ...PHONE, locale: 'zh-CN' }],
] as const satisfies (readonly [string, BrowserContextOptions])[];

async function take(
  browser: Browser,
  name: string,
  { url, ready, fullPage }: { url: string; ready: string; fullPage: boolean },
): Promise<void> {
  for (const [look, options] of LOOKS) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(url);
    await page.locator(ready).waitFor();
    const file = `${name}-${look}.png`;
    await page.screenshot({ path: pathOf(file), fullPage, animations: 'disabled' });
    process.stdout.write(`${file}\n`);
    await context.close();
  }
}

/** A server with an outage that goes on. */
async function moodView(browser: Browser): Promise<void> {
  await openStage();
  await liveEvening();
  // With the rights that slow mode and threads need.
  const known = new Promise((resolve) => stage.client.once(Events.GuildRoleUpdate, resolve));
  await stage.acting.setBotPermissions(stage.guild, INVITE_PERMISSIONS | REMEDY_PERMISSIONS);
  await known;
  const mood = openMood();
  const served = await serve(mood);
  const lead = await stage.acting.addUser({
    username: 'lead',
    guildIds: [stage.guild],
    permissions: (PermissionFlagsBits.ModerateMembers | PermissionFlagsBits.ManageChannels).toString(),
  });
  const query = `?as=${lead}&guild=${stage.guild}`;
  await take(browser, 'mood-view', {
    url: `${served.url}/mood/${query}`,
    ready: '#live:not([hidden])',
    fullPage: true,
  });
  mood.close();
  await served.close();
  await stage.close();
}

/** Nobody wrote yet, and the bot is there. */
async function firstVisit(browser: Browser): Promise<void> {
  const server = await startLocalServer({
    bot: { name: 'Barometer' },
    plugin: new URL('../src/page/', import.meta.url),
    // The page offers the story where it can be played.
    mounts: { '/story': () => new Response() },
  });
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: server.apiUrl } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(server.token);
  await ready;
  await take(browser, 'first-visit', { url: server.url, ready: '#welcome', fullPage: false });
  await client.destroy();
  await server.close();
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
await moodView(browser);
await firstVisit(browser);
await browser.close();
