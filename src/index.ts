// The composition root: reads the environment once, opens everything, starts the bot, and stops it in order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { config as loadEnv } from 'dotenv';
import { systemClock } from './clock.ts';
import { startBot } from './compose/bot.ts';
import { openBrain } from './compose/brain.ts';
import { createClosing, type Closing } from './compose/closing.ts';
import { localSettings, startPreview } from './compose/preview.ts';
import { openStorage } from './compose/storage.ts';
import { parseConfig, type Config } from './config.ts';
import { inviteLink } from './discord/invite.ts';
import { BarometerError } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { playDemo } from './preview/demo/play.ts';
import { lockDataDir } from './store/lock.ts';

async function start(config: Config, log: Log, closing: Closing): Promise<{ pageUrl: string | null }> {
  const lock = lockDataDir(config.DATA_DIR);
  closing.add('the lock', () => lock.release());
  const { store, backend } = await openStorage(config, log);
  closing.add('the store', () => store.close());
  const brain = await openBrain(config, log, process.env);
  closing.add('the model', () => brain.close());
  const preview = config.DISCORD_TOKEN ? null : await startPreview(config, log, store);
  if (preview) closing.add('the local server', () => preview.close());

  const bot = await startBot({
    config,
    token: config.DISCORD_TOKEN ?? preview?.token ?? '',
    apiUrl: preview?.apiUrl ?? config.DISCORD_API_URL,
    clock: systemClock,
    log,
    store,
    backend,
    model: brain.model,
    judge: brain.judge,
    responder: brain.responder,
    firstSettings: preview ? localSettings : () => ({}),
    onTag: (message, tag) => preview?.onTag(message, tag),
  });
  closing.add('the bot', () => bot.stop(), 6000);
  log.info(`${bot.client.user.username} is ready, with ${brain.model.id} and ${store.kind}`);
  if (!preview) log.info(`Invite it: ${inviteLink(bot.client.application.id)}`);
  return { pageUrl: preview?.url ?? null };
}

async function demo(pageUrl: string, log: Log, closing: Closing): Promise<void> {
  const stopping = new AbortController();
  closing.add('the demo', () => stopping.abort());
  await playDemo({ url: pageUrl, clock: systemClock, log, signal: stopping.signal });
}

/** A rehearsal never touches real servers or data. */
function rehearsal(config: Config, closing: Closing): Config {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'barometer-demo-'));
  closing.add('the data of the demo', () => rmSync(DATA_DIR, { recursive: true, force: true }));
  return { ...config, DATA_DIR, DISCORD_TOKEN: undefined, MONGODB_URI: undefined };
}

async function main(): Promise<void> {
  loadEnv({ quiet: true });
  const parsed = parseConfig(process.env);
  const log = createLog(parsed.LOG_LEVEL, process.stderr.isTTY);
  const closing = createClosing(log, systemClock);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info(`stopping (${signal})`);
      void closing.all().then((clean) => process.exit(clean ? 0 : 1));
    });
  }
  const isDemo = process.argv.includes('--demo');
  const config = isDemo ? rehearsal(parsed, closing) : parsed;
  try {
    const { pageUrl } = await start(config, log, closing);
    if (pageUrl) log.info(`Open ${pageUrl} in your browser`);
    if (pageUrl && isDemo) await demo(pageUrl, log, closing);
  } catch (error) {
    if (closing.begun()) return; // whatever was being opened found the rest closed
    await closing.all();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BarometerError ? error.message : String((error as Error).stack)}\n`,
  );
  process.exit(1);
});
