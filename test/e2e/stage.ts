// The whole bot as a child process, as `npm start` runs it, on a local server that tests act on as people.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalServerOptions } from 'local-discord';
import { HARBOUR, startRig, TOKEN, type Rig } from '../support/localServer.ts';

export { HARBOUR };

/** Asks for what a small model may not end early: the form of an answer is kept to. */
export const LONG_WISH = 'Write a poem of 24 lines about a lighthouse.';

export interface BotProcess {
  readonly child: ChildProcess;
  /** Everything it has printed, also its log. */
  output(): string;
  /** Resolves when a printed line contains `text`. Rejects with the output when the bot ends before. */
  said(text: string): Promise<void>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
  /** Waits for it to end by itself. */
  ended(): Promise<number | null>;
}

/** `through`: a program and its arguments that run the bot, e.g. within limits. `as`: where and how Node runs it. */
export function runBot(
  env: Record<string, string>,
  through: readonly string[] = [],
  as: { readonly cwd?: string; readonly args: readonly string[] } = { args: ['dist/index.js'] },
): BotProcess {
  const [program = process.execPath, ...words] = [...through, process.execPath, ...as.args];
  const child = spawn(program, words, {
    cwd: as.cwd,
    env: { ...process.env, MODEL: 'smollm2-135m', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const ended = once(child, 'close').then(([code]) => code as number | null);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const listen of [...listeners]) listen();
    });
  }
  const output = () => lines.join('\n');
  return {
    child,
    output,
    ended: () => ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!output().includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() =>
          reject(
            new Error(
              `the bot ended (${child.exitCode ?? child.signalCode}) before it said "${text}":\n${output()}`,
            ),
          ),
        );
      }),
    async stop(signal = 'SIGTERM') {
      const began = performance.now();
      child.kill(signal);
      return { code: await ended, ms: performance.now() - began };
    },
  };
}

export interface Stage extends Rig {
  readonly dataDir: string;
  /** Starts the bot on this stage and waits until it is ready. */
  start(env?: Record<string, string>, through?: readonly string[]): Promise<BotProcess>;
  env(more?: Record<string, string>): Record<string, string>;
  /** Mira, the owner, runs a subcommand in #general. */
  command(
    name: string,
    subcommand: string,
    options?: Record<string, string | number | boolean>,
  ): ReturnType<Rig['people']['run']>;
}

/** A local server and an empty data directory. `close` ends both, and every bot. */
export async function openStage(options: LocalServerOptions = {}): Promise<Stage> {
  const rig = await startRig(options);
  const dataDir = mkdtempSync(join(tmpdir(), 'barometer-e2e-'));
  const bots: BotProcess[] = [];
  const env = (more: Record<string, string> = {}) => ({
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: rig.apiUrl,
    DATA_DIR: dataDir,
    ...more,
  });
  return {
    ...rig,
    dataDir,
    env,
    command: (name, subcommand, options) =>
      rig.people.run(HARBOUR.people.mira, HARBOUR.channels.general, name, options, {
        subcommands: [subcommand],
      }),
    async start(more, through) {
      const bot = runBot(env(more), through);
      bots.push(bot);
      await bot.said('is ready');
      return bot;
    },
    async close() {
      for (const bot of bots)
        if (bot.child.exitCode === null && bot.child.signalCode === null) await bot.stop('SIGKILL');
      await rig.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
