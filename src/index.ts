// The composition root: reads the environment once, opens everything, starts the bot, and stops it in order.
import { systemClock } from './clock.ts';
import { openBrain, type Brain } from './compose/brain.ts';
import { createClosing, type Closing } from './compose/closing.ts';
import { demoConfig } from './compose/demoConfig.ts';
import { openOps, type Ops } from './compose/ops.ts';
import { parseConfig, type Config } from './config.ts';
import { BarometerError } from './errors.ts';
import { loadEnvFile } from './envFile.ts';
import { createLog, type Log } from './log.ts';
import { countingRepeats } from './repeats.ts';
import { lockDataDir } from './store/lock.ts';

async function brainOf(config: Config, log: Log, closing: Closing, ops: Ops): Promise<Brain> {
  const opening = new AbortController();
  closing.add('opening the model', () => opening.abort());
  const measured = ops.instruments.model;
  const brain = await openBrain(config, log, process.env, { signal: opening.signal, measured });
  closing.add('the model', () => brain.close());
  return brain;
}

async function main(): Promise<void> {
  loadEnvFile(process.env);
  const parsed = parseConfig(process.env);
  const log = countingRepeats(createLog(parsed.LOG_LEVEL, process.stderr.isTTY), systemClock);
  const closing = createClosing(log, systemClock);
  closing.add('the log', () => log.flush());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second one is no reason to stop halfway: Ctrl-C reaches the bot from the terminal and by way of `barometer start`.
    process.on(signal, () => {
      if (closing.begun()) return;
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
    const config = isDemo ? await demoConfig(parsed, closing) : parsed;
    const lock = await lockDataDir(config.DATA_DIR);
    closing.add('the lock', () => lock.release());
    const ops = await openOps(config, log, closing);
    // The weights take seconds to read: the rest of the program is loaded meanwhile.
    const brain = brainOf(config, log, closing, ops);
    brain.catch(() => undefined); // heard where it is awaited
    const { start } = await import('./compose/start.ts');
    await start({ config, log, closing, brain, ops, isDemo, end });
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
