// Checks the whole file once after the start. SQLite's quick_check runs in a child process of low priority, which
// can be killed at any moment. 10 million messages take it about ten seconds to a minute.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { endsWithin } from '../../flow/aborting.ts';
import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { StoreDamagedError } from '../errors.ts';
import type { Health } from '../health.ts';

const PROGRAM = fileURLToPath(new URL('./check.process.js', import.meta.url));
/** How long the start waits for the check, in milliseconds; after that the check goes on while the bot runs. */
const PATIENCE = 10_000;

/**
 * Returns SQLite's description of the damage; null for a sound file. Rejects where the file can't be opened, and on
 * abort.
 */
export async function quickCheck(path: string, signal?: AbortSignal): Promise<string | null> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, path], {
    ...(signal && { signal }),
  });
  return JSON.parse(stdout) as string | null;
}

export interface CheckOptions {
  readonly path: string;
  readonly health: Health;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Check {
  /**
   * Waits for the end of the check: up to ten seconds, or to the end where the last run found the file damaged.
   * @throws StoreDamagedError
   */
  wait(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the check of an open file and notes damage in `health`. */
export function startCheck({ path, health, clock, log }: CheckOptions): Check {
  const stopping = new AbortController();
  // Without this note a bot that a service manager restarts would report the same damage after each start.
  const note = `${path}-damaged`;
  const wasDamaged = existsSync(note);
  void health.damaged.then(({ reason }) =>
    writeFile(note, `${reason}\n`).catch((error: unknown) =>
      log.warn({ file: note, reason: reasonOf(error) }, 'the damage could not be noted for the next start'),
    ),
  );

  async function check(): Promise<void> {
    try {
      const { size } = await stat(path);
      const problem = size === 0 ? null : await quickCheck(path, stopping.signal);
      if (problem !== null) health.note(new StoreDamagedError(path, problem));
      else health.passed();
      if (problem === null) await rm(note, { force: true });
    } catch (error) {
      if (!stopping.signal.aborted)
        log.warn({ path, reason: reasonOf(error) }, 'the database could not be checked');
    }
  }

  const checking = check();
  return {
    async wait() {
      if (wasDamaged) await checking;
      else await endsWithin(checking, PATIENCE, clock);
      health.assertWhole();
    },
    async stop() {
      stopping.abort();
      await checking;
    },
  };
}
