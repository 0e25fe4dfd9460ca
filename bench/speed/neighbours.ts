// Programs that keep a core busy, each in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs `work` while `count` of them run. */
export async function beside<T>(count: number, work: () => Promise<T>): Promise<T> {
  const programs = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  try {
    return await work();
  } finally {
    for (const program of programs) {
      program.kill('SIGKILL');
      if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
    }
  }
}
