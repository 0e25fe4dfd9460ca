// Looks at the whole file once, beside the start: SQLite's quick_check in a process of its own, which can be ended at
// any moment and gives way to the bot (10 million messages take it some ten seconds to a minute).
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { StoreDamagedError } from '../errors.ts';
import type { Health } from '../health.ts';

const PROGRAM = fileURLToPath(new URL('./check.process.js', import.meta.url));
/** How long a start waits for the check, in milliseconds; after that it goes on beside the running bot. */
const PATIENCE = 10_000;

/** What is wrong with the file in SQLite's words; null where nothing is. Rejects where it can't be opened, and on abort. */
async function quickCheck(path: string, signal?: AbortSignal): Promise<string | null> {
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
   * Waits for the end of the check, up to ten seconds; a file that was found damaged before is waited for to the end.
   * @throws StoreDamagedError
   */
  wait(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the check of an open file; what it finds is noted. */
export function startCheck({ path, health, clock, log }: CheckOptions): Check {
  const stopping = new AbortController();
  // Without this note a bot that is started again and again would tell managers of the same damage each time.
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
      const over = new AbortController();
      const late = wasDamaged ? new Promise<never>(() => {}) : clock.wait(PATIENCE, over.signal);
      await Promise.race([checking, late]);
      late.catch(() => undefined); // ended because nobody waits any more
      over.abort();
      health.assertWhole();
    },
    async stop() {
      stopping.abort();
      await checking;
    },
  };
}
