// `barometer start` and `barometer demo`: the bot as a process of its own, whose memory is given back as `npm start` has it.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Command, Surroundings } from './command.ts';

const PROGRAM = fileURLToPath(new URL('../index.js', import.meta.url));
/** Without these the allocator keeps some 100 MB that nobody uses. */
const ALLOCATOR = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576' };
const NODE_FLAGS = ['--max-semi-space-size=2'];

/** Resolves with the exit code of the bot; a signal that ends this process is passed on to it (Ctrl-C it then hears twice). */
function runBot(args: readonly string[], { variables }: Surroundings): Promise<number> {
  const child = spawn(process.execPath, [...NODE_FLAGS, PROGRAM, ...args], {
    env: { ...ALLOCATOR, ...variables },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

function running(name: string, summary: string, flags: readonly string[]): Command {
  return {
    name,
    usage: name,
    summary,
    run(args, surroundings) {
      parseArgs({ args: [...args], options: {} });
      return runBot(flags, surroundings);
    },
  };
}

export const start = running(
  'start',
  'run the bot: on Discord with DISCORD_TOKEN, else on the local server',
  [],
);
export const demo = running('demo', 'play a story on the page of the local server', ['--demo']);
