// A process for each core. Every trial is split into parts of some channels, and their results are added.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import type { Part } from './worker.ts';
import { addTally, type Tally } from './tally.ts';

/** For each group of parts, the sums by rule. */
export async function runParts(
  parts: readonly Part[],
  progress: (done: number) => void,
): Promise<Map<string, Map<string, Tally>>> {
  const sums = new Map<string, Map<string, Tally>>();
  let [next, done] = [0, 0];

  function add(group: string, tallies: readonly Tally[]): void {
    const held = sums.get(group) ?? new Map<string, Tally>();
    sums.set(group, held);
    for (const tally of tallies) {
      const sum = held.get(tally.name);
      if (sum) addTally(sum, tally);
      else held.set(tally.name, tally);
    }
    progress(++done);
  }

  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)));
      const give = () => {
        const part = parts[next++];
        if (part) worker.send(part);
        else worker.disconnect();
      };
      worker.on('message', ({ group, tallies }: { group: string; tallies: Tally[] }) => {
        add(group, tallies);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('a worker died'))));
      give();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 8) }, work));
  return sums;
}
