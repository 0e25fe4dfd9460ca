// Records the demo for README: frames of the page while the story is played, and one animated picture of them. CONTRIBUTING.md says how to run it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { pathOf } from './taking.ts';

const LOOKS = {
  en: { locale: 'en-GB', timezoneId: 'Europe/London' },
  zh: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
} as const;
/** Between two frames while the story is played. */
const EVERY_MS = 500;
/** The report is shown so long. */
const END_MS = 12_000;
/** The recording is so long, however long the machine took. */
const LENGTH_MS = 38_000;
/** Of what stays as it is no more is told. */
const LONGEST_MS = 6_000;
const SHORTEST_MS = 60;
const QUALITY = '62';

interface Frame {
  readonly png: Buffer;
  readonly at: number;
}

const [, , asked = '', url = 'http://127.0.0.1:7860', executablePath = '/usr/bin/chromium'] = process.argv;

/** The page from the first caption to some seconds after the last, whenever it looks different. */
async function record(page: Page): Promise<Frame[]> {
  const caption = page.locator('#caption');
  await page.goto(`${url}/demo/`);
  await caption.waitFor({ timeout: 60_000 });
  const frames: Frame[] = [];
  let endsAt = Infinity;
  while (Date.now() < endsAt) {
    const at = Date.now();
    const png = await page.screenshot();
    if (!frames.at(-1)?.png.equals(png)) frames.push({ png, at });
    const isReport = (await page.locator('[data-step="5"]').count()) > 0 && (await hasReport(page));
    if (isReport && endsAt === Infinity) endsAt = Date.now() + END_MS;
    await page.waitForTimeout(Math.max(0, EVERY_MS - (Date.now() - at)));
  }
  return [...frames, { png: frames.at(-1)?.png ?? Buffer.alloc(0), at: endsAt }];
}

const hasReport = async (page: Page) => (await page.locator('#messages .embed').count()) > 0;

/** One animated WebP; the last frame only says how long the one before it is shown. */
function encode(frames: readonly Frame[], file: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-recording-'));
  try {
    const lasted = frames.slice(1).map(({ at }, n) => Math.min(LONGEST_MS, at - (frames[n]?.at ?? at)));
    const pace = LENGTH_MS / lasted.reduce((sum, ms) => sum + ms, 0);
    const args = lasted.flatMap((ms, n) => {
      const path = join(folder, `${n}.png`);
      writeFileSync(path, frames[n]?.png ?? '');
      return ['-d', String(Math.max(SHORTEST_MS, Math.round(ms * pace))), path];
    });
    execFileSync('img2webp', ['-loop', '0', '-lossy', '-q', QUALITY, '-m', '4', ...args, '-o', file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (asked !== 'en' && asked !== 'zh') throw new Error('Name the language of the recording: en or zh.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({
    ...LOOKS[asked],
    colorScheme: 'light',
    viewport: { width: 960, height: 640 },
  });
  const frames = await record(await context.newPage());
  const file = pathOf(`demo-${asked}.webp`);
  encode(frames, file);
  process.stdout.write(`demo-${asked}.webp: ${frames.length} frames, ${statSync(file).size} bytes\n`);
} finally {
  await browser.close();
}
