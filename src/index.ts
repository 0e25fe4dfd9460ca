// The composition root: reads the environment once, opens everything, starts the bot, and stops it in order.
import { rmSync } from 'node:fs';
import { systemClock } from './clock.ts';
import { openBrain, type Brain } from './compose/brain.ts';
import { createClosing, type Closing } from './compose/closing.ts';
import { parseConfig, type Config } from './config.ts';
import { BarometerError } from './errors.ts';
import { loadEnvFile } from './envFile.ts';
import { makeTempFolder } from './files.ts';
import { createLog, type Log } from './log.ts';
import { countingRepeats } from './repeats.ts';
import { lockDataDir } from './store/lock.ts';

/** A rehearsal never touches real servers or data. */
async function rehearsal(config: Config, closing: Closing): Promise<Config> {
  const DATA_DIR = await makeTempFolder('barometer-demo-');
  closing.add('the data of the demo', () => rmSync(DATA_DIR, { recursive: true, force: true }));
  return {
    ...config,
    DATA_DIR,
    DISCORD_TOKEN: undefined,
    MONGODB_URI: undefined,
    REPORT_DIR: undefined,
    SMTP_URL: undefined,
    SHARDS: 'auto',
  };
}

async function brainOf(config: Config, log: Log, closing: Closing): Promise<Brain> {
  const opening = new AbortController();
  closing.add('opening the model', () => opening.abort());
  const brain = await openBrain(config, log, process.env, opening.signal);
  closing.add('the model', () => brain.close());
  return brain;
}

async function main(): Promise<void> {
  loadEnvFile();
  const parsed = parseConfig(process.env);
  const log = countingRepeats(createLog(parsed.LOG_LEVEL, process.stderr.isTTY), systemClock);
  const closing = createClosing(log, systemClock);
  closing.add('the log', () => log.flush());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info(`stopping (${signal})`);
      void closing.all().then((clean) => process.exit(clean ? 0 : 1));
    });
  }
  const end = (cause: BarometerError) => {
    if (closing.begun()) return;
    log.error(cause.message);
    void closing.all().then(() => process.exit(cause.exitCode));
  };
  // A file at the system's limit is a write that fails, as on a full disk; a library's exit hook would end the process.
  process.on('SIGXFSZ', () => undefined);
  const isDemo = process.argv.includes('--demo');
  try {
    const config = isDemo ? await rehearsal(parsed, closing) : parsed;
    const lock = await lockDataDir(config.DATA_DIR);
    closing.add('the lock', () => lock.release());
    // The weights take seconds to read: the rest of the program is loaded meanwhile.
    const brain = brainOf(config, log, closing);
    brain.catch(() => undefined); // heard where it is awaited
    const { start } = await import('./compose/start.ts');
    await start({ config, log, closing, brain, isDemo, end });
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
  process.exit(error instanceof BarometerError ? error.exitCode : 1);
});
