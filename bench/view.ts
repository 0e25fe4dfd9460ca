// npm run --silent bench:view -- --messages N: the time of the mood view over a quarter with N messages, and of its first paint.
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { PERIODS, type PeriodName } from '../src/dashboard/question.ts';
import { channelId, guildId, type ChannelId } from '../src/ids.ts';
import { DAY } from '../src/mood/window.ts';
import { openMood, type MoodRig } from '../test/dashboard/rig.ts';
import { serve } from '../test/dashboard/serving.ts';
import { open as openStage, stage } from '../test/pipeline/alerts/rig.ts';
import { randomFrom } from './spike/generator.ts';
import { quantile, rounded } from './store/stats.ts';
import { fillQuarter } from './view/fill.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '300000' },
    rounds: { type: 'string', default: '15' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const [messages, rounds] = [Number(values.messages), Number(values.rounds)];
if (!Number.isInteger(messages) || messages < 1_000)
  throw new Error('--messages: write a number of 1000 or more.');
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds: write a number of 1 or more.');

const CHANNELS = 12;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The channels of the stage that everyone sees, and more. */
async function channels(): Promise<ChannelId[]> {
  const known = [stage.channels.general, stage.channels.offtopic];
  while (known.length < CHANNELS) {
    const seen = new Promise((resolve) => stage.client.once('channelCreate', resolve));
    known.push(await stage.acting.addChannel({ guildId: stage.guild, name: `channel-${known.length}` }));
    await seen;
  }
  return known.map((id) => channelId.parse(id));
}

/** Milliseconds of each request of the page's data. The periods take turns, so that a slow moment affects all of them. */
async function ask(mood: MoodRig): Promise<Record<PeriodName, number[]>> {
  const took: Record<PeriodName, number[]> = { hour: [], day: [], week: [], quarter: [] };
  for (let round = 0; round < rounds; round++) {
    for (const period of PERIODS) {
      const start = performance.now();
      await mood.view(stage.people.owner, `period=${period}`);
      took[period].push(performance.now() - start);
    }
  }
  return took;
}

interface Painted {
  readonly contentful: number;
  readonly useful: number;
}

/** Milliseconds from the start of the navigation: to the first paint with content, and until the mood is told. Null without a browser. */
async function paint(url: string): Promise<Painted | null> {
  if (!existsSync(values.chromium)) return null;
  const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
  const painted: Painted[] = [];
  for (let round = 0; round < 5; round++) {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
    await page.goto(url);
    await page.locator('#headline').waitFor();
    const useful = await page.evaluate<number>('performance.now()');
    // The browser tells of a paint some time after it.
    const told = await page.waitForFunction(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime",
    );
    const contentful = (await told.jsonValue()) as number;
    painted.push({ contentful, useful });
    await page.context().close();
  }
  await browser.close();
  const median = (part: keyof Painted) =>
    rounded(
      quantile(
        painted.map((one) => one[part]),
        0.5,
      ),
    );
  return { contentful: median('contentful'), useful: median('useful') };
}

await openStage();
const random = randomFrom(11);
const places = await channels();
const window = { from: stage.clock.now() - 90 * DAY, to: stage.clock.now() };
await fillQuarter(stage.store, {
  guildId: guildId.parse(stage.guild),
  channels: places,
  window,
  messages,
  random,
});
say(`filled: ${messages} messages in ${CHANNELS} channels over 90 days`);
const mood = openMood();
await mood.view(stage.people.owner, 'period=quarter');
const took = await ask(mood);
say(`\nthe data of the page, p50 / longest of ${rounds} in ms`);
for (const period of PERIODS)
  say(
    `  ${period.padEnd(10)}${rounded(quantile(took[period], 0.5))} / ${rounded(quantile(took[period], 1))}`,
  );
const served = await serve(mood);
const query = `?as=${stage.people.owner}&guild=${stage.guild}`;
const painted = await paint(`${served.url}/mood/${query}`);
say(
  `first paint on loopback: ${painted ? `${painted.contentful} ms, the mood after ${painted.useful} ms` : 'no Chromium'}`,
);
const script = readFileSync(new URL('../dist/dashboard/page/main.js', import.meta.url));
const figures = {
  messages,
  viewP50Ms: Object.fromEntries(PERIODS.map((period) => [period, rounded(quantile(took[period], 0.5))])),
  viewLongestMs: Object.fromEntries(PERIODS.map((period) => [period, rounded(quantile(took[period], 1))])),
  quarterOverHour: rounded(quantile(took.quarter, 0.5) / quantile(took.hour, 0.5)),
  firstContentfulMs: painted?.contentful ?? null,
  firstUsefulMs: painted?.useful ?? null,
  scriptGzipBytes: gzipSync(script).length,
};
mood.close();
await served.close();
await stage.close();
await writeFile('bench/results/view.json', `${JSON.stringify(figures, null, 2)}\n`);
say(JSON.stringify(figures));
