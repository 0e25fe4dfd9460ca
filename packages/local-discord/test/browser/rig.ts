// The rig of the browser tests: the real local server, a small bot on real discord.js, a real Chromium.
import { accessSync } from 'node:fs';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import type { Client } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { HARBOUR, type LocalServer, type MessageTag, startLocalServer } from '../../src/index.ts';
import { People } from '../../src/testing/index.ts';
import { startBot } from './bot.ts';

const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser to test with. Undefined where the machine has none; the tests are then skipped, and stderr says why. */
export const browserPath = CANDIDATES.find((path) => {
  if (!path) return false;
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
});
if (!browserPath) {
  process.stderr.write(
    '\n*** SKIPPED the tests of the page: no Chromium on this machine. Install it (Debian: apt-get install chromium) or name it in CHROMIUM. ***\n\n',
  );
}

export const launch = () =>
  chromium.launch({ ...(browserPath && { executablePath: browserPath }), args: FLAGS });

/** What the plug-in beside this file shows: a word. */
export interface WordTag extends MessageTag {
  readonly word: string;
}

interface Rig {
  readonly server: LocalServer<WordTag>;
  readonly bot: Client<true>;
  readonly browser: Browser;
  /** Tags that the server hands out when a page asks. */
  readonly tags: Map<string, WordTag>;
  /** Opens the page as a person, in a browser of their own. */
  open(options?: {
    as?: string;
    channel?: string;
    width?: number;
    locale?: string;
    dark?: boolean;
  }): Promise<Page>;
  /** Tomás, or another person, writes in #general. */
  say(content: string, authorId?: string): Promise<{ id: string }>;
  /** Errors of the pages and of the bot. */
  readonly complaints: string[];
  /** Closes every page that was opened. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** To be called once in a file: a rig for its tests. After each test the pages close, and none may have had an error. */
export function useRig(): Rig {
  const rig = {} as Rig;
  beforeAll(async () => {
    Object.assign(rig, await startRig());
  });
  afterAll(() => rig.close());
  afterEach(async () => {
    await rig.closePages();
    expect(rig.complaints).toEqual([]);
  });
  return rig;
}

/** Then the host fails. */
const MOST_PLAYED = 2;

async function startRig(): Promise<Rig> {
  const token = 'browser-test';
  const tags = new Map<string, WordTag>();
  let played = 0;
  const server = await startLocalServer<WordTag>({
    token,
    plugin: new URL('./plugin/', import.meta.url),
    mounts: {
      '/show': ({ method }) => {
        if (method === 'POST') played += 1;
        return new Response(`played ${played}`, { status: played > MOST_PLAYED ? 500 : 200 });
      },
    },
    tags: (_, ids) => Promise.resolve(ids.flatMap((id) => tags.get(id) ?? [])),
  });
  const acting = new People(server.url);
  const complaints: string[] = [];
  const bot = await startBot(server.apiUrl, token, (error) => complaints.push(String(error)));
  const browser = await launch();
  const contexts: BrowserContext[] = [];
  // A browser keeps at most six connections to one host, and each page holds one for its events.
  const closePages = async () => {
    for (const context of contexts.splice(0)) await context.close();
  };
  return {
    server,
    bot,
    browser,
    tags,
    complaints,
    async open({ as = '', channel = '', width = 1100, locale = 'en-GB', dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 780 },
        locale,
        colorScheme: dark ? 'dark' : 'light',
        hasTouch: width < 600,
      });
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${server.url}/?${as ? `as=${as}` : ''}#${channel}`);
      await page.locator('textarea:enabled').first().waitFor();
      return page;
    },
    say: (content, authorId = HARBOUR.people.tomas) =>
      acting.post(authorId, HARBOUR.channels.general, content),
    closePages,
    async close() {
      await closePages();
      await browser.close();
      await bot.destroy();
      await server.close();
    },
  };
}

/** Messages that hold this text themselves; the message that they answer does not count. */
export const row = (page: Page, text: string) =>
  page.locator('.row', { has: page.locator('.content', { hasText: text }) });
export const composer = (page: Page) => page.locator('#foot textarea');

/** A command picked from the list that "/" opens. */
export async function runSlash(page: Page, name: string): Promise<void> {
  await composer(page).fill(`/${name}`);
  await page.locator('#popup li', { hasText: `/${name}` }).waitFor();
  await composer(page).press('Enter');
}
