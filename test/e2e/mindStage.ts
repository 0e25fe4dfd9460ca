// The whole bot with a mind of paper, one for all tests of a file.
import { afterAll, beforeAll } from 'vitest';
import { byMind, startMind } from '../crash/mind.ts';
import type { TestServer } from '../llm/remote/server.ts';
import { openStage, type BotProcess, type Stage } from './stage.ts';

/** Of the running file, where `useMindStage` was called. */
export let stage: Stage;
/** The bot that was started last. */
export let running: BotProcess;
let mind: TestServer;

/** Opens the stage and starts the bot before all tests, and closes both after them. `isAngry`: as of `startMind`. */
export function useMindStage(isAngry?: Parameters<typeof startMind>[0]): void {
  beforeAll(async () => {
    mind = await startMind(isAngry);
    stage = await openStage();
    running = await stage.start(byMind(mind));
  }, 240_000);
  afterAll(async () => {
    await stage.close();
    await mind.close();
  });
}

/** Kills the bot, and starts it again on what it left. */
export async function crash(): Promise<void> {
  await running.stop('SIGKILL');
  running = await stage.start(byMind(mind));
}
